import { paintOf, SHAPE } from '../drawing/paint.ts';

/** Style and script of the page: no request leaves it. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --ground: #fff; --panel: #f6f8fa; --line: #d1d9e0; --bad: #b33900; --good: #00704f; --unsure: #7d4e00 }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --quiet: #9198a1; --ground: #0d1117; --panel: #151b23; --line: #3d444d; --bad: #ff9257; --good: #3fd6a5; --unsure: #e3b341 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem; max-width: 80rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground) }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
.bad { color: var(--bad) } .good { color: var(--good) } .unsure { color: var(--unsure) } .quiet { color: var(--quiet) }
code, pre { font: 13px/1.5 ui-monospace, monospace } code { background: var(--panel); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere }
td code { overflow-wrap: break-word }
h1 code { font-size: .85em }
pre { background: var(--panel); padding: .75rem; overflow: auto; border-radius: 6px }
.map { overflow: auto; border: 1px solid var(--line); border-radius: 6px; max-height: 85vh }
svg { display: block; font: 13px system-ui, sans-serif } svg .label { fill: var(--text); font-weight: 600; paint-order: stroke; stroke: var(--ground); stroke-width: 4px }
svg .found rect { stroke: #d55e00; stroke-width: 5px }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
th { color: var(--quiet); font-weight: 600 } input { font: inherit; width: 100%; max-width: 30rem; padding: .4rem .6rem; margin: 1rem 0 0; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px }
article { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 1rem 0 } article.blocking { border-color: #d55e00 }
article p { margin: .3rem 0 } nav { position: sticky; top: 0; background: var(--ground); padding-bottom: .5rem }
${SHAPE}
${paintOf('light')}
@media (prefers-color-scheme: dark) { ${paintOf('dark')} }
[hidden] { display: none !important }
`.trim();

/** Hides what does not hold the words that are typed, and marks boxes that do. */
export const SCRIPT = `
{
const input = document.querySelector('input');
const found = document.querySelector('output');
const items = [...document.querySelectorAll('tbody tr, article')].map((item) => [item, item.textContent.toLowerCase()]);
const boxes = [...document.querySelectorAll('.box')];
input.addEventListener('input', () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  let count = 0;
  for (const [item, text] of items) {
    item.hidden = !words.every((word) => text.includes(word));
    if (!item.hidden) count += 1;
  }
  for (const box of boxes) box.classList.toggle('found', words.length > 0 && words.some((word) => box.textContent.toLowerCase().includes(word)));
  found.textContent = words.length === 0 ? '' : count + ' of ' + items.length;
});
}
`.trim();
