import { error, type Problems } from '../diagnostics.ts';
import { goText, isFloat } from '../go/text.ts';
import { list, mapOf, scalar } from '../yaml/nodes.ts';
import { portsOf } from './short-port.ts';
import type { Node, ScalarNode } from '../yaml/tree.ts';

/** `ports` in long form; a range becomes one entry a container port. */
export function longPorts(node: Node, problems: Problems): Node {
  if (node.kind !== 'list') return node;
  return list(
    node.items.flatMap((item) => (item.kind === 'scalar' ? longPort(item, problems) : [item])),
    node.at,
  );
}

function longPort(item: ScalarNode, problems: Problems): readonly Node[] {
  const { at } = item;
  if (typeof item.value !== 'string' && (typeof item.value !== 'number' || isFloat(item))) {
    problems.push(error('invalid-port', at, `${item.source} is not a port. Put it in quotes: "${item.source}".`));
    return [];
  }
  const ports = portsOf(goText(item));
  if (typeof ports === 'string') {
    problems.push(error('invalid-port', at, `The port "${goText(item)}" cannot be read: ${ports}.`));
    return [];
  }
  return ports.map((port) =>
    mapOf(
      {
        mode: scalar('ingress', at),
        ...(port.hostIp === null ? {} : { host_ip: scalar(port.hostIp, at) }),
        // Port 0 is none.
        ...(port.target === 0 ? {} : { target: scalar(port.target, at) }),
        ...(port.published === null ? {} : { published: scalar(port.published, at) }),
        protocol: scalar(port.protocol, at),
      },
      at,
    ),
  );
}
