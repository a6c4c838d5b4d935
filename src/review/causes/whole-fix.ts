import type { ChangedFile } from '../../fixes/apply.ts';
import { patchOf } from '../../fixes/patch/diff.ts';
import { together } from '../../fixes/together.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import type { ReportCause, ReportWholeFix } from '../report/report.ts';
import type { Trials } from '../trial/trials.ts';
import { exposedIn, triedOf } from './tried.ts';
import type { Caused } from './causes.ts';

/**
 * The patches of what fails the gate in one, tried as a whole; `null`: there is nothing to mend, or not with a patch. Causes whose patches meet those
 * of others are left for another time. `freed`: as of the causes.
 */
export function wholeFix(
  { causes, patches, findings }: Caused,
  trials: Trials | null,
  freed: ReadonlySet<string>,
): ReportWholeFix | null {
  const blocking = causes.filter((cause) => cause.blocking);
  const mendable = blocking.filter(({ fix }) => fix.tried !== null);
  const { files, taken } = together(mendable.map(({ id }) => patches.get(id) ?? []));
  const mended = mendable.filter((_, index) => taken.has(index));
  const [worst] = mended;
  if (worst === undefined || files.length === 0) return null;
  const left = blocking.filter((cause) => !mended.includes(cause)).map(({ id }) => id);
  if (trials === null) return null;
  if (mended.length === 1) return wholeOf(files, worst.fix.tried, left);
  const own = new Set(mended.flatMap((cause) => cause.findings));
  const least = Math.min(...mended.map(({ severity }) => SEVERITIES.indexOf(severity)));
  const best = trials([{ files }], {
    fingerprints: [...own],
    severity: SEVERITIES[least] ?? worst.severity,
    exposed: new Set(findings.flatMap(exposedIn)),
    freed,
    takesBack: true,
  });
  return best.kind === 'found' ? wholeOf(files, triedOf(best.trial, best.given), left) : null;
}

function wholeOf(
  files: readonly ChangedFile[],
  tried: ReportCause['fix']['tried'],
  left: readonly string[],
): ReportWholeFix | null {
  if (tried === null) return null;
  const { text, hidesSecrets } = patchOf(files);
  return { patch: text, hidesSecrets, tried, left };
}
