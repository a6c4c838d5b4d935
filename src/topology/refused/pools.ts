import type { Network } from '../../compose/project.ts';
import { refusal } from './refusal.ts';
import { addressOf, contains, subnetOf } from '../../engines/network/subnet.ts';
import type { Diagnostic } from '../../compose/diagnostics.ts';

/** Address pools that contradict themselves. */
export function refusedPools({ key, driver, pools }: Network): readonly Diagnostic[] {
  const each = pools.flatMap(({ subnet: written, gateway, range }) => {
    const subnet = written === null ? null : subnetOf(written.value);
    if (written === null || subnet === null) return [];
    const first = addressOf(written.value);
    const found = [gateway, range].flatMap((inside) => {
      const address = inside === null ? null : addressOf(inside.value);
      return inside === null || address === null || contains(subnet, address)
        ? []
        : [refusal(inside.at, `\`${inside.value}\` of network \`${key}\` is outside its subnet \`${written.value}\`.`)];
    });
    return first?.bits === subnet.first
      ? found
      : [
          ...found,
          refusal(written.at, `\`${written.value}\` of network \`${key}\` is not the first address of a subnet.`),
        ];
  });
  const ipv4 = pools.flatMap(({ subnet }) =>
    subnet !== null && subnetOf(subnet.value)?.family === 'ipv4' ? [subnet] : [],
  );
  const [, second] = ipv4;
  const isBridge = driver === null || driver.value === 'bridge';
  return second === undefined || !isBridge
    ? each
    : [...each, refusal(second.at, `network \`${key}\` has a second subnet of IPv4, and a bridge has one.`)];
}
