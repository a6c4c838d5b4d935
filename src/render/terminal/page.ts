import type { NameOf } from '../names.ts';
import { painter } from './paint.ts';
import type { Page } from './words.ts';

export interface TextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 120;
const NARROWEST = 40;

export function pageOf(name: NameOf, { color, width }: TextOptions): Page {
  return { name, paint: painter(color), width: Math.min(Math.max(width, NARROWEST), WIDEST) };
}
