import { driverOptions, flag, pairs, textOrTexts } from './common.ts';
import { service } from './service.ts';
import {
  ANY_KEY,
  anything,
  closed,
  either,
  integer,
  listOf,
  NAME,
  named,
  nothing,
  open,
  record,
  text,
} from './shape.ts';

/** `external: {name: …}` is the old form. */
const external = either(flag, record({ name: text }));
const looseExternal = either(flag, open({ name: text }));

const addresses = named(text, ANY_KEY);

const network = either(
  nothing,
  record({
    attachable: flag,
    driver: text,
    driver_opts: driverOptions,
    enable_ipv4: flag,
    enable_ipv6: flag,
    external,
    internal: flag,
    ipam: record({
      config: listOf(record({ aux_addresses: addresses, gateway: text, ip_range: text, subnet: text })),
      driver: text,
      options: addresses,
    }),
    labels: pairs,
    name: text,
  }),
);

const volume = either(
  nothing,
  record({ driver: text, driver_opts: driverOptions, external, labels: pairs, name: text }),
);

const config = record({
  content: text,
  environment: text,
  external: looseExternal,
  file: text,
  labels: pairs,
  name: text,
  template_driver: text,
});

const secret = record({
  driver: text,
  driver_opts: driverOptions,
  environment: text,
  external: looseExternal,
  file: text,
  labels: pairs,
  name: text,
  template_driver: text,
});

const model = record({ context_size: integer, model: text, name: text, runtime_flags: listOf(text) }, 'model');

/** A Compose file. https://docs.docker.com/reference/compose-file/ */
export const file = record({
  configs: named(config),
  include: listOf(either(text, closed({ env_file: textOrTexts, path: textOrTexts, project_directory: text }))),
  models: named(model, NAME, anything),
  name: text,
  networks: named(network, NAME, anything),
  secrets: named(secret),
  services: named(service),
  version: text,
  volumes: named(volume),
});
