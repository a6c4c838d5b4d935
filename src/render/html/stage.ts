import type { Report } from '../../review/report/report.ts';
import { compareText } from '../../compose/source.ts';
import { SEVERITIES } from '../../policy/severity.ts';
import { layoutOf } from '../drawing/layout.ts';
import { svgInline } from '../drawing/svg.ts';
import { forHtml } from '../escape.ts';
import { counted } from '../names.ts';
import type { Picture } from '../picture/picture.ts';

/** The map with its tools and, beside it, what is chosen on it. */
export async function stageOf(report: Report, picture: Picture): Promise<string> {
  if (picture.boxes.length === 0) return toolsOf(report);
  return [
    toolsOf(report),
    '<section class="stage" aria-label="Map">',
    `<div class="map">${svgInline(await layoutOf(picture))}`,
    '<div class="zoom"><button type="button" name="closer" aria-label="Zoom in">+</button><button type="button" name="further" aria-label="Zoom out">−</button><button type="button" name="all">Fit</button></div></div>',
    '<aside class="side" aria-live="polite" aria-label="What is chosen">',
    `<h3>${forHtml(picture.title)}</h3>`,
    `<p>${forHtml(picture.description)}.</p>`,
    '<p>Choose a box to see who reaches it, whom it reaches, and by which lines.</p>',
    ...leftOut(report, picture),
    '<h4>Keys on the map</h4>',
    '<p class="quiet">Arrows go from box to box, Enter chooses, Escape shows all. + and − zoom, 0 fits, Shift and arrows move.</p>',
    '</aside>',
    '</section>',
  ].join('\n');
}

function leftOut({ topology }: Report, { boxes }: Picture): readonly string[] {
  const drawn = new Set(boxes.flatMap(({ nodes }) => nodes));
  const count = topology.nodes.filter(({ id }) => !drawn.has(id)).length;
  return count === 0
    ? []
    : [`<p>Not drawn: ${counted(count, 'volume')} that only one service mounts and no finding is about.</p>`];
}

function toolsOf(report: Report): string {
  const { nodes } = report.topology;
  const zones = [...new Set(nodes.flatMap(({ zone }) => zone ?? []))].sort(compareText);
  const networks = nodes.flatMap(({ kind, label }, index) =>
    kind === 'network' ? [[index.toString(), label] as const] : [],
  );
  return [
    '<div class="tools" role="search">',
    '<input type="search" list="results" placeholder="Search by service, network, rule, file" aria-label="Search; Enter shows it on the map"><datalist id="results" class="results"></datalist>',
    selectOf(
      'zone',
      'Zone',
      zones.map((zone) => [zone, zone] as const),
    ),
    selectOf(
      'network',
      'Network',
      [...networks].sort(([, a], [, b]) => compareText(a, b)),
    ),
    selectOf(
      'severity',
      'Findings',
      SEVERITIES.map((severity, index) => [index.toString(), `${severity} and above`] as const),
    ),
    ...(report.revisions === null
      ? []
      : [
          '<fieldset><legend>Shows</legend>',
          radio('before', `before (${short(report.revisions.base.label)})`, false),
          radio('both', 'the change', true),
          radio('after', `after (${short(report.revisions.head.label)})`, false),
          '</fieldset><button type="button" name="change">Zoom to the change</button>',
        ]),
    '<output class="quiet" aria-live="polite"></output>',
    '</div>',
  ].join('\n');
}

function selectOf(name: string, title: string, options: readonly (readonly [value: string, text: string])[]): string {
  if (options.length < 2) return '';
  const rows = [['', 'all'] as const, ...options].map(
    ([value, text]) => `<option value="${forHtml(value)}">${forHtml(text)}</option>`,
  );
  return `<label>${title} <select name="${name}">${rows.join('')}</select></label>`;
}

/** The last part of a path that is long. */
function short(label: string): string {
  return label.length > 30 ? label.slice(label.lastIndexOf('/') + 1) : label;
}

function radio(value: string, text: string, isChosen: boolean): string {
  return `<label><input type="radio" name="state" value="${value}"${isChosen ? ' checked' : ''}>${forHtml(text)}</label>`;
}
