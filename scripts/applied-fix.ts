/**
 * `compose`, in block style with two spaces a level, with the diff `fix` applied: context leads to the place, `-` takes the line away, `+`
 * comes behind the line before it, comments are done. Throws where a line of the fix is not in the file; a top-level key that is not
 * there is added.
 */
export function applied(compose: string, fix: string): string {
  const lines = compose.replace(/\n$/, '').split('\n');
  // Where the search for a line of each depth begins: behind the last line that it can be under.
  const starts = new Map<number, number>();
  let next = 0;
  let section = -1;
  for (const line of fix.split('\n')) {
    const sign = line.startsWith('+') || line.startsWith('-') ? line.charAt(0) : ' ';
    const text = sign === ' ' ? line : ` ${line.slice(1)}`;
    if (sign === '+') {
      lines.splice(next, 0, text);
      next += 1;
      continue;
    }
    const indent = text.search(/\S/);
    if (text.trimStart().startsWith('#')) {
      if (/the rest of the entry|what stands below it/.test(text))
        while (isWithin(lines[next], indent)) lines.splice(next, 1);
      continue;
    }
    const found = placeOf(lines, text, starts.get(indent) ?? 0);
    if (text.endsWith('# goes too, where nothing else is left in it')) section = found;
    if (found !== -1 && sign === '-') lines.splice(found, 1);
    if (found !== -1) next = sign === '-' ? found : found + 1;
    else if (indent === 0) next = lines.push(text);
    else throw new Error(`"${line}" is not in\n${lines.join('\n')}`);
    starts.set(indent + 2, next);
  }
  if (section !== -1 && !isWithin(lines[section + 1], 2)) lines.splice(section, 1);
  return `${lines.join('\n')}\n`;
}

function isWithin(line: string | undefined, indent: number): boolean {
  return line !== undefined && line.search(/\S/) >= indent;
}

function placeOf(lines: readonly string[], line: string, from: number): number {
  const wanted = plain(line);
  return lines.findIndex((candidate, index) => {
    if (index < from) return false;
    return wanted.endsWith('…') ? plain(candidate).startsWith(wanted.slice(0, -1)) : plain(candidate) === wanted;
  });
}

/** Without quotes and comments; the dash of an entry of several keys stands for an indent. */
function plain(line: string): string {
  return line
    .replace(/\s+#.*$/, '')
    .replace(/["']/g, '')
    .replace(/^(\s*)- (?=\w+: )/, '$1  ')
    .trimEnd();
}
