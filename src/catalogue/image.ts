/** The repository of an image reference in small letters, without registry, tag and digest: `bitnami/postgresql`. */
export function repositoryOf(image: string): string {
  const path = withoutTag(image)
    .split('/')
    .filter((part) => part !== '');
  const [first = ''] = path;
  const isRegistry = path.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  return path.slice(isRegistry ? 1 : 0).join('/');
}

/** What a pattern for `image` may say, in small letters: all of it, without tag and digest, and without the registry as well. */
export function namesOfImage(image: string): readonly string[] {
  return image === '' ? [] : [...new Set([image.toLowerCase(), withoutTag(image), repositoryOf(image)])];
}

function withoutTag(image: string): string {
  const reference = image.toLowerCase().replace(/@.*$/s, '');
  const tag = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return tag === -1 ? reference : reference.slice(0, tag);
}

/** The tag of an image reference in small letters; `null`: none, which is `latest`. */
export function tagOf(image: string): string | null {
  const reference = image.toLowerCase().replace(/@.*$/s, '');
  const tag = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return tag === -1 ? null : reference.slice(tag + 1);
}

/**
 * The words of a name, in small letters: split at everything that is no letter or digit and between `aA`, each also without digits
 * at its end, so that `postgres16`, `myDb` and `redis_1` are known.
 */
export function wordsOf(name: string): readonly string[] {
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  return [...new Set(parts.flatMap((part) => [part, part.replace(/(?<!\d)\d+$/, '')]).filter((part) => part !== ''))];
}
