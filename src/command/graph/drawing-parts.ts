import { UsageError } from '../terminal.ts';

/** What `draw` gives. Throws `UsageError` where the parts for pictures, which lie beside the command, are not there. */
export async function withDrawingParts<T>(draw: () => Promise<T>): Promise<T> {
  try {
    return await draw();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError('pictures need the folder "drawing" that comes beside cli.js; take the whole package');
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
