/** What waits for a debugger on all addresses, and runs whatever that tells it to: none of them asks who it is. */
export interface Debugger {
  /** With its article. */
  readonly name: string;
  /** The container port. */
  readonly port: number;
}

/** The debuggers that a command line or options for a runtime (`text`) start on all addresses of the container. */
export function debuggersIn(text: string): readonly Debugger[] {
  return STARTS.flatMap(({ name, pattern, usual }) =>
    [...text.matchAll(pattern)].map(([, port]) => ({ name, port: port === undefined ? usual : Number(port) })),
  );
}

const ALL = String.raw`(?:0\.0\.0\.0|\[?::0?\]?|\*)`;

/** Ports of what listens on 127.0.0.1 unless it is told otherwise, as Node.js, lead nowhere. */
const STARTS: readonly { readonly name: string; readonly pattern: RegExp; readonly usual: number }[] = [
  // https://nodejs.org/en/learn/getting-started/debugging#security-implications
  {
    name: 'the debugger of Node.js',
    pattern: new RegExp(String.raw`--inspect(?:-brk|-wait|-port)?[= ]["']?${ALL}(?::(\d{1,5}))?(?=["'\s]|$)`, 'g'),
    usual: 9229,
  },
  // https://github.com/go-delve/delve/blob/master/Documentation/usage/dlv.md
  {
    name: 'the debugger Delve',
    pattern: new RegExp(String.raw`\bdlv\b[^;&|]{0,300}?\s(?:--listen[= ]|-l[= ]?)["']?${ALL}?:(\d{1,5})\b`, 'g'),
    usual: 2345,
  },
  {
    name: 'the debugger debugpy',
    pattern: new RegExp(String.raw`\bdebugpy\b[^;&|]{0,300}?\s--listen[= ]["']?${ALL}:(\d{1,5})\b`, 'g'),
    usual: 5678,
  },
  {
    name: 'the debugger ptvsd',
    pattern: new RegExp(String.raw`\bptvsd\b[^;&|]{0,300}?\s--host[= ]${ALL}\s+--port[= ](\d{1,5})\b`, 'g'),
    usual: 5678,
  },
  // https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html
  {
    name: 'the debugger of Java',
    pattern: new RegExp(String.raw`jdwp[=:](?!\S{0,200}server=n)\S{0,200}?address=${ALL}:(\d{1,5})\b`, 'g'),
    usual: 5005,
  },
  {
    name: 'the debugger of Java',
    pattern: new RegExp(String.raw`(?:^|\n)JPDA_ADDRESS=${ALL}:(\d{1,5})\b`, 'g'),
    usual: 8000,
  },
  {
    name: 'the debugger gdbserver',
    pattern: new RegExp(String.raw`\bgdbserver\s(?:--\S+\s){0,5}${ALL}?:(\d{1,5})\b`, 'g'),
    usual: 1234,
  },
];
