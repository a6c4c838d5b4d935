import { describe, expect, test } from 'vitest';
import * as escape from '../../src/render/escape.ts';
import { HOSTILE } from './hostile.ts';

const UNREADABLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

describe('every language', () => {
  const languages = [
    'cleaned',
    'forMarkdown',
    'codeSpan',
    'codeCell',
    'codeTag',
    'forHtml',
    'mermaidLabel',
    'forDot',
    'forLog',
    'forTerminal',
  ] as const;

  test.each(languages)('%s leaves no control, bidi, zero-width character, lone surrogate or line break', (language) => {
    for (const text of HOSTILE) expect(escape[language](text), JSON.stringify(text)).not.toMatch(UNREADABLE);
  });
});

const LABEL = /^(?:[A-Za-z0-9 ]|(?<=[A-Za-z0-9])[-_./:](?=[A-Za-z0-9])|(?<=[A-Za-z0-9]),|#\d+;|[^\0-\u00a0])+$/u;

describe('a Mermaid label', () => {
  test('keeps letters, digits, spaces, marks within names and what lies above U+00A0, and writes the rest as decimal entities', () => {
    expect(escape.mermaidLabel('say "hi"')).toBe('say #34;hi#34;');
    expect(escape.mermaidLabel('a[b](c)')).toBe('a#91;b#93;#40;c#41;');
    expect(escape.mermaidLabel('caf\u00e9 \u{1f433}')).toBe('caf\u00e9 \u{1f433}');
    for (const text of HOSTILE) expect(escape.mermaidLabel(text)).toMatch(LABEL);
    expect(escape.mermaidLabel('shop-db_1.2: a, b')).toBe('shop-db_1.2#58; a, b');
    expect(escape.mermaidLabel('-a- 1. b')).toBe('#45;a#45; 1#46; b');
  });

  test('never has two dollars side by side, which would be maths', () => {
    expect(escape.mermaidLabel('$$$x')).toBe('#36;#8288;#36;#8288;#36;x');
  });

  test('has at most 24 code points and then an ellipsis', () => {
    expect(escape.mermaidLabel('x'.repeat(24))).toBe('x'.repeat(24));
    expect(escape.mermaidLabel('x'.repeat(25))).toBe(`${'x'.repeat(24)}…`);
    expect(escape.mermaidLabel('\u{1f433}'.repeat(60))).toBe(`${'\u{1f433}'.repeat(24)}…`);
  });

  test('is never empty', () => {
    for (const text of ['', ' ', '\n']) expect(escape.mermaidLabel(text)).toBe('#40;no name#41;');
  });
});

describe('a code span', () => {
  test('has a fence longer than any run of backticks in it', () => {
    expect(escape.codeSpan('db')).toBe('`db`');
    expect(escape.codeSpan('a`b')).toBe('``a`b``');
    expect(escape.codeSpan('``')).toBe('``` `` ```');
    expect(escape.codeSpan('')).toBe('`(no name)`');
  });

  test('in a table cell never ends the cell', () => {
    expect(escape.codeCell('a|b')).toBe('`a\\|b`');
    expect(escape.codeCell('a\\|b')).toBe('<code>a&#92;&#124;b</code>');
    for (const text of HOSTILE) expect(escape.codeCell(text).replace(/\\\|/gu, '')).not.toContain('|');
  });
});

describe('Markdown prose', () => {
  test('mentions nobody, refers to nothing and links nowhere', () => {
    expect(escape.forMarkdown('@someone')).toBe('@<!-- -->someone');
    expect(escape.forMarkdown('see #123')).toBe('see #<!-- -->123');
    expect(escape.forMarkdown('https://example.com')).toBe('https:<!-- -->//example.com');
    expect(escape.forMarkdown('www.example.com')).toBe('www<!-- -->.example.com');
    expect(escape.forMarkdown('![i](u)')).toBe('\\!\\[i\\](u)');
    expect(escape.forMarkdown('</details>')).toBe('&#60;/details&#62;');
    expect(escape.forMarkdown('$$x$$')).toBe('&#36;&#36;x&#36;&#36;');
    expect(escape.forMarkdown('mailto:x@a.example')).toBe('mailto:<!-- -->x@<!-- -->a.example');
    expect(escape.forMarkdown('GH-1, CVE-2020-1')).toBe('GH-<!-- -->1, CVE-<!-- -->2020-1');
    expect(escape.forMarkdown(':smile:')).toBe(':<!-- -->smile:');
    expect(escape.forMarkdown('0123456789abcdef0123456789abcdef01234567')).toMatch(/^012345<!-- -->6/u);
  });

  test('starts no list, heading or rule', () => {
    expect(escape.forMarkdown('- a')).toBe('\\- a');
    expect(escape.forMarkdown('1. a')).toBe('1\\. a');
    expect(escape.forMarkdown('# a')).toBe('\\#<!-- --> a');
  });

  test('keeps names in code spans, and an odd backtick is text', () => {
    expect(escape.proseForMarkdown('`web` opens *any* port')).toBe('`web` opens \\*any\\* port');
    expect(escape.proseForMarkdown('a ` b')).toBe('a \\` b');
  });
});

describe('HTML', () => {
  test('has no tag, attribute end or entity of the text', () => {
    expect(escape.forHtml('<b title="x">&amp;')).toBe('&#60;b title=&#34;x&#34;&#62;&#38;amp;');
    for (const text of HOSTILE) expect(escape.forHtml(text)).not.toMatch(/[<>"'`]|&(?!#\d+;)/u);
  });

  test('an address in a code element is no address for Markdown', () => {
    expect(escape.codeTag('mailto:x@evil.example')).toBe('<code>mailto&#58;x&#64;&#8288;evil&#46;example</code>');
    expect(escape.codeTag('https://www.x')).toBe('<code>https&#58;&#8288;&#47;&#47;www&#8288;&#46;x</code>');
  });

  test('names in a code element are safe as Markdown too', () => {
    for (const text of HOSTILE)
      expect(escape.codeTag(text).slice(6, -7)).toMatch(/^(?:[A-Za-z0-9 ]|&#\d+;|[^\0-\u009f])+$/u);
  });
});

describe('a block of code', () => {
  test('is not ended by its text, and keeps its lines', () => {
    expect(escape.codeBlock('diff', '- a\n+ ```\n')).toBe('````diff\n- a\n+ ```\n\n````');
    expect(escape.codeBlock('yaml', 'a\u202eb')).toBe('```yaml\na\ufffdb\n```');
    expect(escape.codeBlock('yaml', 'a\u2028b\u2029c\u0085d')).toBe('```yaml\na\ufffdb\ufffdc\ufffdd\n```');
  });
});

describe('a log line', () => {
  test('starts no workflow command', () => {
    expect(escape.forLog('::error::boom')).toBe(': :error::boom');
    expect(escape.forLog('a\n::error::boom')).toBe('a ::error::boom');
    expect(escape.forLog('  ::debug::x')).toBe('  : :debug::x');
    expect(escape.forLog('x ##[error]boom')).toBe('x # #[error]boom');
  });
});

describe('the terminal', () => {
  test('gets no escape sequence', () => {
    expect(escape.forTerminal('\u001b[31mred\u001b[0m')).toBe('red');
    expect(escape.forTerminal('\u001b]8;;https://x\u0007link\u001b]8;;\u0007')).toBe('link');
    expect(escape.forTerminal('\u009b31mred')).toBe('red');
    expect(escape.forTerminal('a\u001b')).toBe('a\ufffd');
  });
});
