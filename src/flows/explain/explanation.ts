import type { Flow, Path } from '../flow.ts';
import type { LeadingNames } from './leading-names.ts';
import type { NearestChange } from './nearest-change.ts';
import type { QuestionEnd } from './question-end.ts';
import type { Evidence } from '../../compose/source.ts';

/** How `from` reaches `to`, or what stops it. Plain data, printed as JSON as it stands. */
export interface Explanation {
  readonly from: QuestionEnd;
  readonly to: QuestionEnd;
  /** `direct`: in one hop. `pivot`: only by taking over services on the way. `none`: not at all. */
  readonly reach: 'direct' | 'pivot' | 'none';
  /** `false`: something on the way is not in the files (a foreign container, a plugin's network, the host's own firewall), so that there may be reach that nobody sees. */
  readonly isKnown: boolean;
  /** Where the files of `from` name `to`, one for each pair of services: whether reach is wanted. */
  readonly needs: readonly Evidence[];
  /** By which names `from` finds `to`; `null`: they are no two services, or it is not known. */
  readonly names: LeadingNames | null;
  /** The lines that put one end on the other, where that is a network or volume. */
  readonly membership: readonly Evidence[];
  /** Every means of direct reach, the most direct first. */
  readonly direct: readonly Flow[];
  /** The shortest path, by connections if there is one, else by any means; `null` where reach is direct or there is none. */
  readonly path: Path | null;
  /** Why there is no direct reach, in terms of the files; empty where there is. */
  readonly obstacles: readonly Evidence[];
  /** The nearest change that would open it; `null` where it is open or no single line would. */
  readonly opening: NearestChange | null;
}

/** An answer before anything is found. */
export const NOTHING = {
  reach: 'none',
  isKnown: true,
  needs: [],
  names: null,
  membership: [],
  direct: [],
  path: null,
  obstacles: [],
  opening: null,
} as const satisfies Omit<Explanation, 'from' | 'to'>;
