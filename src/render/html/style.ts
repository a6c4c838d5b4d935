import { paintOf, SHAPE } from '../drawing/paint.ts';

/** Style sheet of the page. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --ground: #fff; --panel: #f6f8fa; --line: #d1d9e0; --bad: #b33900; --good: #00704f; --unsure: #7d4e00; --link: #0969da; --added: #dafbe1; --gone: #ffebe9; --lit: #8250df }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --quiet: #9198a1; --ground: #0d1117; --panel: #151b23; --line: #3d444d; --bad: #ff9257; --good: #3fd6a5; --unsure: #e3b341; --link: #4493f8; --added: #12361f; --gone: #4a1b1b; --lit: #d2a8ff } }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground) }
header, main { padding: 0 1.25rem } main { max-width: 84rem; margin: 0 auto; padding-bottom: 3rem }
header { padding-top: .75rem }
h1 { font-size: 1.25rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere } h4 { font-size: .9rem; margin: .75rem 0 .25rem }
header p { margin: 0 0 .5rem }
.bad { color: var(--bad) } .good { color: var(--good) } .unsure { color: var(--unsure) } .quiet { color: var(--quiet) }
code, pre { font: 13px/1.5 ui-monospace, monospace } code { background: var(--panel); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere }
td code { overflow-wrap: break-word } h1 code { font-size: .85em }
pre { background: var(--panel); padding: .75rem; overflow: auto; border-radius: 6px } pre ins, pre del { display: block; text-decoration: none } pre ins { background: var(--added) } pre del { background: var(--gone) }
a { color: var(--link) }
input, select, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .6rem }
button { cursor: pointer } :focus-visible { outline: 2px solid var(--link); outline-offset: 1px }
.tools { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; margin: .4rem 0 } .tools input[type=search] { flex: 1 1 14rem; max-width: 24rem } .tools label { display: inline-flex; gap: .3rem; align-items: center }
fieldset { border: 0; margin: 0; padding: 0; display: inline-flex; gap: .6rem } legend { float: left; padding: 0; margin-right: .4rem; color: var(--quiet) }
.stage { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; height: calc(100vh - 9.5rem); min-height: 24rem; border: 1px solid var(--line); border-radius: 6px; overflow: hidden }
.map { position: relative; min-width: 0; min-height: 0 } .map svg { display: block; width: 100%; height: 100%; cursor: grab; touch-action: none; user-select: none; -webkit-user-select: none; font: 14px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }
.zoom { position: absolute; right: .6rem; bottom: .6rem; display: flex; gap: .3rem }
.side { border-left: 1px solid var(--line); overflow: auto; padding: .75rem 1rem; background: var(--panel) } .side ul { margin: 0; padding: 0; list-style: none } .side li { margin: .15rem 0 } .side p { margin: .15rem 0; overflow-wrap: anywhere }
.side li button, .link { border: 0; background: none; padding: 0; color: var(--link); text-align: left; overflow-wrap: anywhere } .side small { color: var(--quiet); overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
th { color: var(--quiet); font-weight: 600 }
article { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 1rem 0 } article.blocking { border-color: #d55e00 } article:target { background: var(--panel) }
article p { margin: .3rem 0 }
${SHAPE}
${paintOf('light')}
@media (prefers-color-scheme: dark) { ${paintOf('dark')} }
.box { cursor: pointer } .box:focus { outline: none } .box:focus-visible .shape { stroke: var(--link); stroke-width: 4px }
.box.near:not(.violation, .notice) .shape { stroke: var(--lit); stroke-width: 3px } .line.near:not(.violation, .notice) { stroke: var(--lit); stroke-width: 3px }
.picking .box:not(.on), .picking .line:not(.on) { opacity: .22 } .box.chosen .shape { stroke: var(--lit); stroke-width: 5px }
.dense .line.plain:not(.near, .on) { opacity: .25 } .dense.picking .line:not(.near, .on) { display: none }
.box.out, .line.out { opacity: .12 }
.show-before .is-added, .show-after .is-removed, .show-before .note { display: none }
[hidden] { display: none !important }
@media (max-width: 50rem) { .stage { grid-template-columns: 1fr; grid-template-rows: 60vh auto; height: auto } .side { border-left: 0; border-top: 1px solid var(--line); max-height: 50vh } }
@media print { .tools, .zoom { display: none } .stage { display: block; height: auto } }
`.trim();
