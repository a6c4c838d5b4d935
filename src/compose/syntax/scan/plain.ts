import { isBlank, isBlankOrEnd, isBreak } from '../characters.ts';
import { isDocumentMark } from '../document-mark.ts';
import { scanGap } from './gap.ts';
import { codeAt, columnOf, failAmbiguous, isInFlow, type Scanner } from '../scanner.ts';

/** Takes a scalar without quotes, which may go on over several lines. */
export function scanPlain(scanner: Scanner): void {
  const at = scanner.offset;
  const least = scanner.indent + 1;
  let end = at;
  let text = '';
  let gap = { text: '', hasBreak: false };
  while (!isDocumentMark(scanner) && codeAt(scanner) !== HASH) {
    const start = scanner.offset;
    while (!isEnd(scanner)) scanner.offset++;
    refuseAmbiguous(scanner);
    if (scanner.offset > start) {
      text += gap.text + scanner.text.slice(start, scanner.offset);
      end = scanner.offset;
      gap = { text: '', hasBreak: false };
    }
    if (!isBlank(codeAt(scanner)) && !isBreak(codeAt(scanner))) break;
    gap = scanGap(scanner, false, least);
    if (!isInFlow(scanner) && columnOf(scanner) < least) break;
  }
  scanner.tokens.push({ kind: 'scalar', at, end, text, plain: true });
  if (gap.hasBreak) scanner.keyAllowed = true;
}

/** `{port:}` is the text `port:` to Compose 2, and the key `port` to Compose 5. */
function refuseAmbiguous(scanner: Scanner): void {
  const isBehindColon = isInFlow(scanner) && scanner.text[scanner.offset - 1] === ':';
  if (isBehindColon && FLOW_INDICATORS.includes(scanner.text[scanner.offset] ?? ''))
    failAmbiguous(scanner, scanner.offset - 1, 'Put a space after the colon of a key, and quotes around a text.');
}

const HASH = 0x23;
const COLON = 0x3a;
const FLOW_INDICATORS = ',?[]{}';

function isEnd(scanner: Scanner): boolean {
  const code = codeAt(scanner);
  if (isBlankOrEnd(code)) return true;
  if (code === COLON) return isBlankOrEnd(codeAt(scanner, 1));
  return isInFlow(scanner) && FLOW_INDICATORS.includes(String.fromCharCode(code));
}
