import { amount, flag, pairs } from './common.ts';
import { between, either, oneOf, record, setOf, text } from './shape.ts';

/** `volumes` of a service. https://docs.docker.com/reference/compose-file/services/#volumes */
export const mounts = setOf(
  either(
    text,
    record(
      {
        bind: record({
          create_host_path: flag,
          propagation: text,
          recursive: oneOf('enabled', 'disabled', 'writable', 'readonly'),
          selinux: oneOf('z', 'Z'),
        }),
        consistency: text,
        image: record({ subpath: text }),
        read_only: flag,
        source: text,
        target: text,
        tmpfs: record({ mode: amount, size: either(between(0, Infinity), text) }),
        type: oneOf('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
        volume: record({ labels: pairs, nocopy: flag, subpath: text }),
      },
      'type',
    ),
  ),
);
