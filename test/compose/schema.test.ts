import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/compose/yaml/parse.ts';
import { validate } from '../../src/compose/schema/validate.ts';
import { behaviourOf } from '../../src/compose/versions/behaviour.ts';

const newest = behaviourOf('5');

const problems = (text: string, behaviour = newest): string[] =>
  parse(text, 'compose.yaml').documents.flatMap((document) =>
    validate(document, behaviour).map(({ code, message, at }) => `${at.line}:${at.column} ${code}: ${message}`),
  );

const inService = (text: string): string[] => problems(`services: {a: {image: x, ${text}}}`);

describe('the specification', () => {
  it('an unknown attribute is told at its key, with the nearest known one', () => {
    expect(problems('services:\n  a:\n    image: x\n    port: []\n    foo: 1\nnetwork: {}\nweb: {image: x}'))
      .toMatchInlineSnapshot(`
      [
        "4:5 unknown-attribute: services.a has no attribute "port". Did you mean ports?",
        "5:5 unknown-attribute: services.a has no attribute "foo".",
        "6:1 unknown-attribute: A Compose file has no attribute "network". Did you mean networks?",
        "7:1 unknown-attribute: A Compose file has no attribute "web". If it is a service, write it below services.",
      ]
    `);
  });

  it('a wrong type is told with the types that are allowed', () => {
    expect(
      problems(
        'version: 3\nservices:\n  a:\n    ports: "80:80"\n    image:\n    init: 1\n    command: {a: b}\nvolumes: [d]',
      ),
    ).toMatchInlineSnapshot(`
      [
        "1:10 wrong-type: version must be a text.",
        "4:12 wrong-type: services.a.ports must be a list.",
        "5:11 wrong-type: services.a.image must be a text.",
        "6:11 wrong-type: services.a.init must be a text or true or false.",
        "7:14 wrong-type: services.a.command must be a text, a list or empty.",
        "8:10 wrong-type: volumes must be a mapping.",
      ]
    `);
  });

  it('values outside what is allowed are told without showing them', () => {
    expect(
      inService(
        'depends_on: {b: {condition: healthy}}, oom_score_adj: 2000, cpu_count: -1, container_name: "a b", pull_policy: sometimes',
      ),
    ).toMatchInlineSnapshot(`
      [
        "1:54 wrong-value: services.a.depends_on.b.condition must be service_started, service_healthy or service_completed_successfully.",
        "1:80 wrong-value: services.a.oom_score_adj must be at most 1000.",
        "1:97 wrong-value: services.a.cpu_count must be at least 0.",
        "1:117 wrong-value: services.a.container_name is not of an allowed form ([a-zA-Z0-9][a-zA-Z0-9_.-]+).",
        "1:137 wrong-value: services.a.pull_policy is not of an allowed form (always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+).",
      ]
    `);
  });

  it('a missing attribute is told', () => {
    expect(inService('depends_on: {b: {}}, develop: {watch: [{path: .}]}, volumes: [{target: /d}]'))
      .toMatchInlineSnapshot(`
      [
        "1:42 missing-attribute: services.a.depends_on.b needs the attribute condition.",
        "1:65 missing-attribute: services.a.develop.watch[0] needs the attribute action.",
        "1:88 missing-attribute: services.a.volumes[0] needs the attribute type.",
      ]
    `);
  });

  it('names hold letters, digits, dots, underscores and dashes', () => {
    expect(problems('services: {"a b": {image: x}, ok: {image: x, networks: {"${N}": {}}}}\nvolumes: {"": {}}'))
      .toMatchInlineSnapshot(`
      [
        "1:12 wrong-name: "a b" cannot be a name below services. Letters, digits, ".", "_" and "-" are allowed, and variables are not replaced in names.",
        "1:57 wrong-name: "\${N}" cannot be a name below services.ok.networks. Letters, digits, ".", "_" and "-" are allowed, and variables are not replaced in names.",
        "2:11 wrong-name: "" cannot be a name below volumes. It is empty.",
      ]
    `);
  });

  it('repeated items are told, whatever their form', () => {
    expect(
      inService(
        'cap_add: [A, B, A], expose: [80, "80", 80.0], ports: [{target: 1, mode: host}, {mode: host, target: 1}]',
      ),
    ).toMatchInlineSnapshot(`
      [
        "1:42 repeated-item: services.a.cap_add holds this item already: it repeats item 1 of the list. Remove one.",
        "1:65 repeated-item: services.a.expose holds this item already: it repeats item 1 of the list. Remove one.",
        "1:105 repeated-item: services.a.ports holds this item already: it repeats item 1 of the list. Remove one.",
      ]
    `);
  });

  it('a date is told as one, but not in an extension', () => {
    expect(
      inService('labels: {d: 2024-05-01}, x-since: 2024-05-01, x-deep: {since: 2024-05-01}'),
    ).toMatchInlineSnapshot(`[]`);
  });

  it.each([
    'x-any: [1, {a: b}]',
    'attach: false, annotations: [a=b], init: "true", pid: null, develop: null, deploy: null, command: null',
    'build: {context: ., additional_contexts: {a: b}, entitlements: [e], ssh: [default], secrets: [s, {source: t, mode: 0440}], ulimits: {nofile: {soft: 1, hard: 2}}, privileged: true, sbom: true, provenance: mode=max}',
    'deploy: {resources: {limits: {pids: 1, cpus: "0.5", memory: 1g}, reservations: {devices: [{driver: nvidia, count: all, capabilities: [gpu]}], generic_resources: [{discrete_resource_spec: {kind: k, value: 1}}]}}}',
    'develop: {watch: [{path: ., action: sync+exec, target: /a, exec: {command: c}, initial_sync: true, ignore: a, include: [b]}]}',
    'env_file: [a, {path: b, required: false, format: raw}], label_file: l, environment: {A: 1, B: null, C: true}',
    'gpus: all, post_start: [{command: c, privileged: true}], pre_stop: [{command: [c], user: u, environment: [A=b]}]',
    'models: {m: {endpoint_var: E, model_var: M}}, provider: {type: t, options: {a: [1, b], c: true}}',
    'networks: {n: {interface_name: eth7, gw_priority: 5, aliases: [b], driver_opts: {a: 1}}, m: }',
    'ports: [80, "81", {target: 82, published: "1-2", app_protocol: http, name: web, host_ip: 127.0.0.1}]',
    'volumes: ["a:/a", {type: bind, source: ., target: /b, bind: {create_host_path: false, recursive: disabled, selinux: z}}, {type: image, image: {subpath: s}}, {type: tmpfs, tmpfs: {size: 1m, mode: 0700}}, {type: cluster}, {type: npipe}]',
    'storage_opt: {size: 1, any: [x]}, ulimits: {nproc: 1}, blkio_config: {weight: 1, device_read_bps: [{path: /d, rate: 1k}]}',
    'use_api_socket: true, cgroup: host, credential_spec: {file: f}, device_cgroup_rules: [r], healthcheck: {start_interval: 1s, retries: 3, test: [NONE]}',
    'extra_hosts: {a: [1.2.3.4, 1.2.3.5], b: 1.2.3.4}, dns: 1.1.1.1, tmpfs: [/a], logging: {driver: d, options: {a: 1, b: null}}',
  ])('%s is allowed', (text) => {
    expect(inService(text)).toEqual([]);
  });

  it('top-level attributes are allowed', () => {
    const text = `
      name: p
      version: "3"
      include: [a.yaml, {path: [b.yaml], project_directory: d, env_file: e}]
      services: {}
      networks: {n: , m: {ipam: {config: [{subnet: s, aux_addresses: {h: a}}], options: {a: b}}, enable_ipv4: false, external: {name: x}}}
      volumes: {v: , w: {external: true, driver_opts: {a: 1}}}
      secrets: {s: {environment: E, external: false, template_driver: t}}
      configs: {c: {content: x, labels: [a]}}
      models: {m: {model: ai/x, context_size: 1, runtime_flags: [f]}}
      x-a: 1`;
    expect(problems(text)).toEqual([]);
  });

  it('attributes of later versions of Compose are refused by earlier ones', () => {
    const text = 'services: {a: {image: x, pre_start: [], build: {no_cache_filter: [a]}}}';
    expect(problems(text)).toEqual([]);
    expect(problems(text, behaviourOf('2.40'))).toMatchInlineSnapshot(`
      [
        "1:26 unknown-attribute: services.a has no attribute "pre_start" in Docker Compose 2.40; a later version knows it.",
        "1:49 unknown-attribute: services.a.build has no attribute "no_cache_filter" in Docker Compose 2.40; a later version knows it.",
      ]
    `);
  });

  it('never throws, and lists cost what they are long', () => {
    const started = performance.now();
    const items = Array.from({ length: 50_000 }, (_, index) => `    - a${index}`).join('\n');
    expect(problems(`services:\n  a:\n    cap_add:\n${items}`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
    const key = fc.constantFrom(
      'services',
      'a',
      'image',
      'ports',
      'networks',
      'constructor',
      '__proto__',
      'build',
      'x-a',
      'deploy',
      'volumes',
      'external',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree')),
      ),
    }));
    fc.assert(fc.property(tree, (value) => void problems(JSON.stringify(value))));
  });
});
