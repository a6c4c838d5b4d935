/** HTTP status of a failed request; `null`: no answer, or no request at all. */
export function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;
}

/** What GitHub answered, in one line. */
export function answerOf(error: unknown): string {
  const status = statusOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const said = text.split('\n')[0]?.replace(/ - https?:\/\/\S+$/, '') ?? '';
  return status === null ? said : `${status} ${said}`;
}
