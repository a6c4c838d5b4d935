/**
 * Whether `pattern` means `path` or a folder that it lies in: `*` and `?` stand for text without slashes, `**` for any. Both relative, with
 * slashes. Takes no longer than the product of their lengths.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const wanted = pattern.replace(/^\.?\/+/, '').replace(/(?<!\/)\/+$/, '');
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (isMatch(wanted, path.slice(0, end))) return true;
  return false;
}

/** All ends that the pattern so far can have in the path, character by character of the pattern. */
function isMatch(pattern: string, path: string): boolean {
  let ends = new Set([0]);
  for (let at = 0; at < pattern.length; at += 1) {
    const isDeep = pattern.startsWith('**', at);
    if (isDeep) at += pattern[at + 2] === '/' ? 2 : 1;
    const char = pattern.charAt(at);
    const next = new Set<number>();
    if (isDeep || char === '*') {
      for (let end = Math.min(...ends); end <= path.length; end += 1) {
        const isFolder = char !== '/' || end === 0 || path[end - 1] === '/';
        if (ends.has(end) || (isDeep ? isFolder : next.has(end - 1) && path[end - 1] !== '/')) next.add(end);
      }
    } else {
      for (const end of ends)
        if (end < path.length && (path[end] === char || (char === '?' && path[end] !== '/'))) next.add(end + 1);
    }
    if (next.size === 0) return false;
    ends = next;
  }
  return ends.has(path.length);
}
