import type { Report } from '../../review/report/report.ts';
import { pictureOf } from '../picture/draw.ts';
import { wholeView } from '../picture/select.ts';
import { layoutOf } from './layout.ts';
import type { Theme } from './paint.ts';
import { svgFile } from './svg.ts';

/** The whole map as an SVG file. `theme` `null`: the one that the reader prefers. */
export async function renderSvg(report: Report, theme: Theme | null): Promise<string> {
  return svgFile(await layoutOf(pictureOf(wholeView(report))), theme);
}
