import {
  ANY_KEY,
  anything,
  boolean,
  either,
  integer,
  listOf,
  named,
  nothing,
  number,
  record,
  setOf,
  text,
} from './shape.ts';

/** Forms that several attributes share. A text stands beside each number and boolean, for variables. */
export const flag = either(boolean, text);
export const count = either(integer, text);
export const amount = either(number, text);
export const names = setOf(text);
export const textOrTexts = either(text, names);

/** `KEY: value` or a list of `KEY=value`. */
export const pairs = either(named(either(text, number, boolean, nothing), ANY_KEY), names);

/** What is handed to a driver: any key, and a text or a number. */
export const driverOptions = named(either(text, number), ANY_KEY, anything);

export const command = either(nothing, text, listOf(text));

export const hosts = either(named(either(text, listOf(text)), ANY_KEY), names);

export const limits = named(either(count, record({ hard: count, soft: count }, 'soft', 'hard')), /^[a-z]+$/, anything);

export const hook = record({ command, environment: pairs, privileged: flag, user: text, working_dir: text }, 'command');

/** What runs in a container of its own before the service starts. */
export const preStartHook = record({
  command,
  environment: pairs,
  image: text,
  per_replica: flag,
  privileged: flag,
  user: text,
  working_dir: text,
});

/** Configs and secrets that a service or a build is granted. */
export const grants = listOf(either(text, record({ source: text, target: text, uid: text, gid: text, mode: amount })));
