import { marked } from 'marked';

/** A comment as GitHub shows it, 800 pixels wide; diagrams are still text. */
export function pageOf(comment: string, theme: string): string {
  const dark = theme === 'dark';
  const [ground, ink, line, code] = dark
    ? ['#0d1117', '#f0f6fc', '#3d444d', '#656c7633']
    : ['#ffffff', '#1f2328', '#d1d9e0', '#818b981f'];
  const body = marked
    .parse(comment, { async: false })
    .replace(/<pre><code class="language-mermaid">([^]*?)<\/code><\/pre>/gu, '<div class="mermaid">$1</div>')
    .replaceAll('<details>', '<details data-folded>');
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 30px; width: 800px; font: 14px/1.5 system-ui, sans-serif; color: ${ink}; background: ${ground} }
table { border-collapse: collapse; display: block } td, th { border: 1px solid ${line}; padding: 6px 13px; text-align: left }
code { background: ${code}; border-radius: 6px; padding: .2em .4em; font: 85% ui-monospace, monospace }
pre { background: ${code}; border-radius: 6px; padding: 16px; overflow: auto } pre code { background: none; padding: 0 }
h3 { font-size: 1.25em } sub { font-size: 12px; vertical-align: baseline } a { color: #4493f8; text-decoration: none }
.mermaid { border: 1px solid ${line}; border-radius: 6px; margin: 16px 0; padding: 8px; text-align: center }
.mermaid svg { max-width: 100% }
</style>${body}`;
}
