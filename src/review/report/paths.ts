import { standingPaths } from '../../flows/standing-paths.ts';
import type { Stack } from '../../flows/stack.ts';
import { reportPathOf } from './hops.ts';
import type { ReportPath } from './report.ts';

/** The shortest path from outside and from each zone to each data store and to control of the host, in every stack. */
export function pathsOf(stacks: readonly Stack[]): readonly ReportPath[] {
  return stacks.flatMap((stack) =>
    standingPaths(stack).map(({ start, path }) => ({
      ...reportPathOf(path),
      zone: start === 'outside' ? null : start,
    })),
  );
}
