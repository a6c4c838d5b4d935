import { baseline } from './baseline.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { config } from './config.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { fix } from './fix/fix.ts';
import { show } from './fix/show.ts';
import { suggest } from './fix/suggest.ts';
import { graph } from './graph/graph.ts';
import { init } from './init.ts';
import { matrix } from './matrix.ts';
import { rules } from './rules.ts';

/** Every subcommand, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  check,
  diff,
  show,
  fix,
  suggest,
  explain,
  matrix,
  graph,
  config,
  rules,
  baseline,
  init,
];
