import { addTo } from '../../words/grouped.ts';
import type { PictureBox } from './picture.ts';

/** A frame around boxes: a project, or in it a network namespace that several services share. */
export interface Frame {
  readonly title: string;
  readonly boxes: readonly PictureBox[];
  readonly frames: readonly Frame[];
}

const NAMESPACE = 'one network namespace';

/** Boxes that stand in no frame, and the frames with all others: projects, then namespaces of what is in no project's frame. */
export function framed(boxes: readonly PictureBox[]): Omit<Frame, 'title'> {
  const projects = new Map<string, PictureBox[]>();
  for (const box of boxes) if (box.project !== null) addTo(projects, box.project, box);
  const rest = namespacesIn(boxes.filter(({ project }) => project === null));
  const frames = [...projects].map(([title, members]) => ({ title, ...namespacesIn(members) }));
  return { boxes: rest.boxes, frames: [...frames, ...rest.frames] };
}

function namespacesIn(boxes: readonly PictureBox[]): Omit<Frame, 'title'> {
  const namespaces = new Map<string, PictureBox[]>();
  for (const box of boxes) if (box.namespace !== null) addTo(namespaces, box.namespace, box);
  const frames = [...namespaces].map(([, members]) => ({ title: NAMESPACE, boxes: members, frames: [] }));
  return { boxes: boxes.filter(({ namespace }) => namespace === null), frames };
}
