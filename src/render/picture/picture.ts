import type { DrawnStatus } from '../../review/report/report.ts';

/** A map to draw, in no particular language: Mermaid, Graphviz and SVG are made from it. */
export interface Picture {
  readonly title: string;
  /** The picture in words, for those who do not see it. */
  readonly description: string;
  readonly direction: 'TB' | 'LR';
  /** About how wide it comes out, in pixels at 16 px text. */
  readonly width: number;
  /** By layer, the outside first. */
  readonly boxes: readonly PictureBox[];
  readonly lines: readonly PictureLine[];
}

export type BoxShape = 'outside' | 'host' | 'service' | 'network' | 'internal' | 'volume';
/** `violation`: fails the check; `notice`: a finding that does not. */
export type Look = BoxShape | 'added' | 'removed' | 'violation' | 'notice';

export interface PictureBox {
  /** Ours, never a name from the files: `s0`, `n1`. */
  readonly id: string;
  readonly shape: BoxShape;
  readonly look: Look;
  readonly status: DrawnStatus;
  /** Ids of the nodes of the report that it stands for. */
  readonly nodes: readonly string[];
  /** Names from the files; several where services that are alike share the box. */
  readonly names: readonly string[];
  /** Words under the names: ports, `new`, `joins backend`, `V3 low`. Lines have none: they would lie over something. */
  readonly notes: readonly string[];
  /** Steps from outside. */
  readonly layer: number;
  /** Project that it is drawn in; `null`: in none, for it is of several, or all is of one. */
  readonly project: string | null;
  /** The network namespace of containers that it shares with other boxes; `null`: it has its own, or that of the host. */
  readonly namespace: string | null;
}

export interface PictureLine {
  readonly from: string;
  readonly to: string;
  /** `reach` has a direction and an arrow; `mount` is dotted. */
  readonly kind: 'reach' | 'join' | 'mount';
  readonly look: 'plain' | 'added' | 'removed' | 'violation' | 'notice';
  readonly status: DrawnStatus;
}
