/** Groups of four; the last may be filled up. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text that `written` stands for, line breaks apart; `undefined` where it is no base64, or of no text in UTF-8. */
export function textOfBase64(written: string): string | undefined {
  const digits = written.replace(/[\r\n]/g, '');
  if (!BASE64.test(digits)) return undefined;
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
