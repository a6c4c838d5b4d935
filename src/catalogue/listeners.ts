/**
 * Whether a broker of Kafka asks none of its clients who they are: all listeners in its settings (`KEY=value` lines) but those of its controllers
 * are in plain text. https://kafka.apache.org/documentation/#security_overview
 */
export function areListenersOpen(settings: string): boolean {
  const names = valuesOf(settings, 'LISTENERS', 'ADVERTISED_LISTENERS').flatMap((value) =>
    [...value.matchAll(/([A-Za-z]\w{0,60}):\/\//g)].map(([, name = '']) => name.toUpperCase()),
  );
  const protocols = new Map(
    valuesOf(settings, 'LISTENER_SECURITY_PROTOCOL_MAP').flatMap((value) =>
      [...value.matchAll(/(\w{1,60}):(\w{1,60})/g)].map(
        ([, name = '', protocol = '']) => [name.toUpperCase(), protocol.toUpperCase()] as const,
      ),
    ),
  );
  const controllers = new Set(
    valuesOf(settings, 'CONTROLLER_LISTENER_NAMES').flatMap((value) => value.toUpperCase().split(/[\s,]+/)),
  );
  const clients = names.filter((name) => !controllers.has(name));
  return clients.length > 0 && clients.every((name) => (protocols.get(name) ?? name) === 'PLAINTEXT');
}

/** Values of settings of the broker, whatever its image puts before their names (`KAFKA_`, `KAFKA_CFG_`), or as its own file has them. */
function valuesOf(settings: string, ...keys: readonly string[]): readonly string[] {
  return settings.split('\n').flatMap((line) => {
    const [, key = '', value = ''] = /^\s*([\w.]{1,100})\s*=(.*)$/.exec(line) ?? [];
    const name = key
      .toUpperCase()
      .replaceAll('.', '_')
      .replace(/^KAFKA_(CFG_)?/, '');
    return keys.includes(name) ? [value] : [];
  });
}
