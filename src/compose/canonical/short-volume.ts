/** Short syntax of a mount: `[SOURCE:]TARGET[:OPTIONS]`. */
export interface ShortVolume {
  readonly type: 'bind' | 'volume';
  readonly source: string | null;
  readonly target: string;
  readonly readOnly: boolean;
  readonly noCopy: boolean;
  readonly propagation: string | null;
  readonly selinux: string | null;
}

const PROPAGATIONS: ReadonlySet<string> = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);
const SELINUX: ReadonlySet<string> = new Set(['z', 'Z']);

/** The mount a text stands for, or what is wrong with it. Unknown options are ignored, as Compose ignores them. */
export function volumeOf(text: string): ShortVolume | string {
  if (text === '') return 'it is empty';
  // Two bytes cannot hold a source: Compose takes them as the target as they are.
  if (isTwoBytes(text)) return mount(null, text, []);
  const parts = sections(text);
  if (parts.includes('')) return 'there is nothing on one side of a colon';
  const [first = '', second, options, ...more] = parts;
  if (more.length > 0) return 'it has too many colons';
  return second === undefined ? mount(null, first, []) : mount(first, second, options?.split(',') ?? []);
}

export function isTwoBytes(text: string): boolean {
  return text.length <= 2 && new TextEncoder().encode(text).length <= 2;
}

function mount(source: string | null, target: string, options: readonly string[]): ShortVolume {
  return {
    type: source !== null && isHostPath(source) ? 'bind' : 'volume',
    source,
    target,
    readOnly: options.reduce(
      (readOnly, option) => (option === 'ro' ? true : option === 'rw' ? false : readOnly),
      false,
    ),
    noCopy: options.includes('nocopy'),
    propagation: options.findLast((option) => PROPAGATIONS.has(option)) ?? null,
    selinux: options.findLast((option) => SELINUX.has(option)) ?? null,
  };
}

/** Split at colons, except one after a single letter: `C:\data` is one path, and so is `v:/data`. */
function sections(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (character !== ':' || /^\p{L}$/u.test(part)) part += character;
    else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
}

/** Whether a mount's source is a path of the host rather than the name of a volume. */
function isHostPath(source: string): boolean {
  return /^([./~]|\\\\|\p{L}:)/u.test(source);
}
