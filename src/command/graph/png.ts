import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Twice as sharp as it is large, as far as the picture stays below `MOST_PIXELS`. */
const SCALE = 2;
const MOST_PIXELS = 40_000_000;

/** An SVG of ours as PNG, drawn with the font that comes with the command: the same bytes on every machine. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await ready(initWasm);
  const font = { fontBuffers: [partOf('drawing/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf')] };
  const { width, height } = new Resvg(svg, { font: { fontBuffers: [] } });
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (width * height)));
  return new Resvg(svg, {
    font: { ...font, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
    fitTo: { mode: 'zoom', value: scale },
  })
    .render()
    .asPng();
}

let started: Promise<void> | null = null;

/** It may be started once in a process. */
function ready(start: (code: Uint8Array<ArrayBuffer>) => Promise<void>): Promise<void> {
  started ??= start(partOf('drawing/resvg.wasm', '@resvg/resvg-wasm/index_bg.wasm'));
  return started;
}

/** A file that lies beside the built command; from the sources, in the package that it is of. */
function partOf(name: string, packaged: string): Uint8Array<ArrayBuffer> {
  const built = new URL(name, import.meta.url);
  const bytes = readFileSync(existsSync(built) ? built : createRequire(import.meta.url).resolve(packaged));
  return new Uint8Array(bytes);
}
