import { UNKNOWN_REACHES } from '../../topology/unknown.ts';
import type { Exception } from '../policy.ts';
import { object, optional, required } from './object.ts';
import { list, text, unbroken, unknown, written, type PolicyShape } from './shape.ts';

const PROJECT = optional('project', text, 'Only in this project; may hold `*`.');
const SUBJECT = optional(
  'subject',
  text,
  'Only where the finding is about this service, network or volume; may hold `*`.',
);
const FROM = optional('from', text, 'Only where this service takes part, or the path starts at it; may hold `*`.');
const TO = optional('to', text, 'Only where this service takes part, or the path ends at it; may hold `*`.');
const BECAUSE = required(
  'because',
  text,
  'Why it is allowed.',
  'an exception needs a reason, for whoever finds it later',
);

const date = written('^\\d{4}-\\d{2}-\\d{2}$', 'a day of the calendar, as 2027-03-31', (source) =>
  isDate(source) ? source : undefined,
);
const UNTIL = optional('until', date, 'Last day on which it holds; after it the finding is back.');

/** What is allowed although a rule of `ruleIds` finds it, or nobody knows it. */
export function exceptions(ruleIds: readonly string[]): PolicyShape<readonly Exception[]> {
  const known = knownRule([...ruleIds, ...UNKNOWN_REACHES]);
  const RULE = required(
    'rule',
    known,
    'Id of the rule, or of what the files leave open.',
    'name the rule that it is an exception to',
  );
  const fields = [RULE, PROJECT, SUBJECT, FROM, TO, BECAUSE, UNTIL];
  return list(
    unbroken(
      object('An exception', fields, ({ at, get }) => {
        const [rule, because] = [get(RULE), get(BECAUSE)];
        const about = {
          project: get(PROJECT) ?? null,
          subject: get(SUBJECT) ?? null,
          from: get(FROM) ?? null,
          to: get(TO) ?? null,
        };
        const until = get(UNTIL) ?? null;
        return rule === undefined || because === undefined ? undefined : { at, rule, ...about, because, until };
      }),
    ),
  );
}

function knownRule(ruleIds: readonly string[]): PolicyShape<string> {
  return {
    schema: { enum: ruleIds },
    read: (node, name, problems) => {
      const id = text.read(node, name, problems);
      if (id === undefined || ruleIds.includes(id)) return id;
      problems.push(unknown('policy-unknown-rule', id, node.at, 'There is no rule', ruleIds));
      return undefined;
    },
  };
}

function isDate(source: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(source) ?? [];
  return (
    year !== undefined &&
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).toISOString().startsWith(source)
  );
}
