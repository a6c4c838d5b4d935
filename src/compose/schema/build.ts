import { flag, grants, hosts, limits, pairs, count, textOrTexts } from './common.ts';
import { either, listOf, record, since, text } from './shape.ts';

/** `build` of a service. https://docs.docker.com/reference/compose-file/build/ */
export const build = either(
  text,
  record({
    additional_contexts: pairs,
    args: pairs,
    cache_from: listOf(text),
    cache_to: listOf(text),
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: listOf(text),
    extra_hosts: hosts,
    isolation: text,
    labels: pairs,
    network: text,
    no_cache: flag,
    no_cache_filter: since('no_cache_filter', textOrTexts),
    platforms: listOf(text),
    privileged: flag,
    provenance: flag,
    pull: flag,
    sbom: flag,
    secrets: grants,
    shm_size: count,
    ssh: pairs,
    tags: listOf(text),
    target: text,
    ulimits: limits,
  }),
);
