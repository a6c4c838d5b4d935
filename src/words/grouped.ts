/** Adds `value` to the list that `groups` has for `key`. The list grows in place: to copy it for each value would take the square of its length. */
export function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
