import type { Report } from '../../../src/review/report/report.ts';

/** A report in which every name, path, sentence and snippet holds `text`; ids stay unique. */
export function withNames(report: Report, text: string): Report {
  return mapped(report, '', text) as Report;
}

const NAMES = new Set([
  'label',
  'name',
  'key',
  'subject',
  'image',
  'directory',
  'file',
  'files',
  'networks',
  'ports',
  'zone',
  'project',
  'rule',
  'code',
]);
const SENTENCES = new Set([
  'message',
  'why',
  'note',
  'over',
  'summary',
  'caveat',
  'because',
  'zoneReason',
  'engine',
  'until',
]);
const IDS = new Set(['id', 'from', 'to', 'through', 'service', 'services', 'added', 'removed']);

function mapped(value: unknown, key: string, text: string): unknown {
  if (typeof value === 'string') return mappedText(value, key, text);
  if (Array.isArray(value)) return value.map((item: unknown) => mapped(item, key, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapped(item, name, text)]));
}

function mappedText(value: string, key: string, text: string): string {
  if (value === 'outside' || value === 'host') return value;
  if (NAMES.has(key)) return text;
  if (SENTENCES.has(key)) return `${text} \`${text}\` network ${text}`;
  if (IDS.has(key)) return `${value}${text}`;
  return key === 'yaml' ? `${text}\n+ ${text}\n${value}` : value;
}
