/** Script of the page: the map with its tools. Text of the files goes into it as text only, never as HTML. */
export const SCRIPT = `
'use strict';
{
const find = (words) => document.querySelector(words);
const all = (words) => [...document.querySelectorAll(words)];
const make = (name, text, ...inside) => {
  const element = document.createElement(name);
  if (text !== '') element.textContent = text;
  element.append(...inside);
  return element;
};
const data = JSON.parse(find('#data').textContent);
const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const MOST_LISTED = 60;

const svg = find('.map svg');
const side = find('.side');
const boxes = new Map(all('.map .box').map((box) => [box.dataset.box, box]));
const lines = all('.map .line');
const linesAt = new Map();
for (const line of lines) {
  for (const id of [line.dataset.from, line.dataset.to]) {
    const known = linesAt.get(id);
    if (known === undefined) linesAt.set(id, [line]);
    else known.push(line);
  }
}
const stopsIn = new Map();
data.stops.forEach((stop, index) => {
  const known = stopsIn.get(stop.box);
  if (known === undefined) stopsIn.set(stop.box, [index]);
  else known.push(index);
});
const empty = [...side.childNodes];

// The part of the picture that is shown: fitted at first, then as the reader moves it.
const whole = svg === null ? null : svg.viewBox.baseVal;
const size = whole === null ? null : { width: whole.width, height: whole.height };
let view = null;
const show = (next) => {
  view = next;
  svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
};
/** All of it, but not larger than it is drawn by more than a quarter. */
const fit = () => {
  const screen = svg.getBoundingClientRect();
  const [width, height] = [Math.max(size.width, screen.width * .8), Math.max(size.height, screen.height * .8)];
  show({ x: (size.width - width) / 2, y: (size.height - height) / 2, width, height });
};
/** Pixels of the picture in one of the screen. */
const scale = () => {
  const { width, height } = svg.getBoundingClientRect();
  return Math.max(view.width / Math.max(1, width), view.height / Math.max(1, height));
};
const zoom = (factor, at) => {
  const width = Math.min(size.width * 2, Math.max(120, view.width * factor));
  const by = width / view.width;
  const middle = at ?? { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  show({ x: middle.x - (middle.x - view.x) * by, y: middle.y - (middle.y - view.y) * by, width, height: view.height * by });
};
const move = (across, down) => show({ ...view, x: view.x + across * view.width, y: view.y + down * view.height });
const pointAt = (event) => {
  const place = svg.getBoundingClientRect();
  const by = scale();
  return {
    x: view.x + view.width / 2 + (event.clientX - place.left - place.width / 2) * by,
    y: view.y + view.height / 2 + (event.clientY - place.top - place.height / 2) * by,
  };
};
/** Brings boxes into sight, not closer than text is large. */
const zoomTo = (ids) => {
  const places = ids.flatMap((id) => (boxes.has(id) ? [boxes.get(id).getBBox()] : []));
  if (places.length === 0) return;
  const left = Math.min(...places.map(({ x }) => x)) - 60;
  const top = Math.min(...places.map(({ y }) => y)) - 60;
  const width = Math.max(...places.map((place) => place.x + place.width)) + 60 - left;
  const height = Math.max(...places.map((place) => place.y + place.height)) + 60 - top;
  const screen = svg.getBoundingClientRect();
  const room = { width: Math.max(width, screen.width * .7), height: Math.max(height, screen.height * .7) };
  show({ x: left - (room.width - width) / 2, y: top - (room.height - height) / 2, ...room });
};
const inSight = (id) => {
  const place = boxes.get(id).getBoundingClientRect();
  const screen = svg.getBoundingClientRect();
  return place.left >= screen.left && place.right <= screen.right && place.top >= screen.top && place.bottom <= screen.bottom;
};

// What is chosen stands out, all else steps back.
let lit = [];
const light = (ids, chosen) => {
  for (const element of lit) element.classList.remove('on', 'chosen');
  lit = [];
  const among = new Set(ids);
  for (const id of among) {
    const box = boxes.get(id);
    if (box === undefined) continue;
    box.classList.add('on');
    if (chosen.includes(id)) box.classList.add('chosen');
    lit.push(box);
  }
  for (const line of lines) {
    if (!among.has(line.dataset.from) || !among.has(line.dataset.to)) continue;
    line.classList.add('on');
    lit.push(line);
  }
  svg.classList.toggle('picking', among.size > 0);
};

const isBefore = () => find('input[name=state]:checked')?.value === 'before';
const ways = () => (isBefore() && data.before !== null ? data.before : data.after);
/** Who reaches a stop, or whom it reaches: stop to what over. */
const reachedBy = (stop) => {
  const found = new Map();
  for (const way of ways()) {
    const own = way.to.find(([id]) => id === stop);
    if (own === undefined) continue;
    for (const [id, at] of way.from) add(found, id, stop, own[1], [at, own[2]]);
  }
  return found;
};
const reaches = (stop) => {
  const found = new Map();
  for (const way of ways()) {
    const own = way.from.find(([id]) => id === stop);
    if (own === undefined) continue;
    for (const [id, over, at] of way.to) add(found, id, stop, over, [own[1], at]);
  }
  return found;
};
const add = (found, id, stop, over, at) => {
  if (id === stop) return;
  const text = over + (at.some((one) => one !== '') ? ' (' + [...new Set(at.filter((one) => one !== ''))].join(', ') + ')' : '');
  const known = found.get(id);
  if (known === undefined) found.set(id, [text]);
  else if (!known.includes(text)) known.push(text);
};
const listOf = (title, found) => {
  const byName = [...found].sort(([a], [b]) => (data.stops[a].name < data.stops[b].name ? -1 : 1));
  const rows = byName.slice(0, MOST_LISTED).map(([id, over]) => {
    const button = make('button', data.stops[id].name);
    button.type = 'button';
    button.addEventListener('click', () => choose(id, true));
    return make('li', '', button, ' ', make('small', over.join('; ')));
  });
  if (byName.length > MOST_LISTED) rows.push(make('li', 'and ' + (byName.length - MOST_LISTED) + ' more'));
  return [make('h4', title + ': ' + byName.length), make('ul', '', ...rows)];
};

let current = null;
/** Tells of a stop, and shows it with all that it reaches and that reaches it. */
const choose = (stop, isShown) => {
  current = stop;
  const { name, box, facts, kind, networks } = data.stops[stop];
  const [sources, targets] = [reachedBy(stop), reaches(stop)];
  const findings = data.findings.filter((finding) => finding.stops.includes(stop));
  const members = data.stops.flatMap((other, index) => (other.networks.includes(stop) ? [[index, ['']]] : []));
  const others = stopsIn.get(box)?.filter((other) => other !== stop) ?? [];
  side.replaceChildren(
    make('h3', name),
    ...facts.map((fact) => make('p', fact)),
    ...(findings.length === 0 ? [] : [make('h4', 'Findings'), make('ul', '', ...findings.map(findingRow))]),
    ...(kind === 'network' ? listOf('On it', new Map(members)) : kind === 'volume' ? [] : [...listOf('Reached by', sources), ...listOf('Reaches', targets)]),
    ...(others.length === 0 || box === null ? [] : listOf('Same connections, same box', new Map(others.map((other) => [other, ['']])))),
    closing(),
  );
  const near = [stop, ...networks, ...sources.keys(), ...targets.keys(), ...members.map(([index]) => index)];
  light(near.flatMap((id) => data.stops[id].box ?? []).concat(kind === 'volume' ? (linesAt.get(box) ?? []).flatMap((line) => [line.dataset.from, line.dataset.to]) : []), [box]);
  if (isShown && boxes.has(box) && !inSight(box)) zoomTo([box]);
  if (boxes.has(box)) rove(box);
};
const closing = () => {
  const button = make('button', 'Show all');
  button.type = 'button';
  button.addEventListener('click', clear);
  return button;
};
const findingRow = (finding) => {
  const link = make('a', finding.number + ' ' + SEVERITIES[finding.severity]);
  link.href = '#' + finding.number;
  return make('li', '', link, ' ' + finding.rule);
};
const clear = () => {
  current = null;
  side.replaceChildren(...empty);
  if (svg !== null) light([], []);
};
const showFinding = (number) => {
  const finding = data.findings.find((each) => each.number === number);
  clear();
  light(finding.boxes, []);
  zoomTo(finding.boxes);
  const rows = finding.stops.map((stop) => {
    const button = make('button', data.stops[stop].name);
    button.type = 'button';
    button.addEventListener('click', () => choose(stop, true));
    return make('li', '', button);
  });
  side.replaceChildren(make('h3', finding.number + ' ' + SEVERITIES[finding.severity] + ': ' + finding.rule), make('ul', '', ...rows), make('p', '', backTo(finding)), closing());
  find('.stage').scrollIntoView({ block: 'nearest' });
};
const backTo = (finding) => {
  const link = make('a', 'Read ' + finding.number);
  link.href = '#' + finding.number;
  return link;
};

// One box of the map takes the focus; arrows go from box to box.
let roving = null;
const rove = (id) => {
  if (roving !== null) boxes.get(roving).setAttribute('tabindex', '-1');
  roving = id;
  boxes.get(id).setAttribute('tabindex', '0');
};
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const middles = new Map();
const middleOf = (id) => {
  if (!middles.has(id)) {
    const { x, y, width, height } = boxes.get(id).getBBox();
    middles.set(id, { x: x + width / 2, y: y + height / 2 });
  }
  return middles.get(id);
};
const nextTo = (id, [across, down]) => {
  const start = middleOf(id);
  let best = null;
  let least = Infinity;
  for (const other of boxes.keys()) {
    const { x, y } = middleOf(other);
    const ahead = (x - start.x) * across + (y - start.y) * down;
    const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * across);
    if (other === id || ahead <= 1 || aside > ahead * 3) continue;
    if (ahead + aside * 2 < least) [best, least] = [other, ahead + aside * 2];
  }
  return best;
};
const pick = (id) => {
  const [first] = stopsIn.get(id) ?? [];
  if (first !== undefined) choose(first, false);
};

if (svg !== null) {
  fit();
  svg.classList.toggle('dense', lines.length > 700);
  for (const box of boxes.values()) {
    box.setAttribute('role', 'button');
    box.setAttribute('tabindex', '-1');
    box.setAttribute('aria-label', box.firstChild.textContent);
  }
  const [first] = boxes.keys();
  rove(first);
  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, pointAt(event));
  }, { passive: false });
  let grip = null;
  const fingers = new Map();
  svg.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, event);
    grip = { x: event.clientX, y: event.clientY, view, moved: false };
  });
  svg.addEventListener('pointermove', (event) => {
    const last = fingers.get(event.pointerId);
    if (grip === null || last === undefined) return;
    if (fingers.size === 2) {
      const [other] = [...fingers.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
      const apart = (one) => Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
      zoom(apart(last) / apart(event), pointAt({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 }));
      grip.moved = true;
    } else {
      const by = scale();
      const [across, down] = [event.clientX - grip.x, event.clientY - grip.y];
      if (!grip.moved && Math.hypot(across, down) < 5) return;
      if (!grip.moved) svg.setPointerCapture(event.pointerId);
      grip.moved = true;
      show({ ...grip.view, x: grip.view.x - across * by, y: grip.view.y - down * by });
    }
    fingers.set(event.pointerId, event);
  });
  const letGo = (event) => {
    fingers.delete(event.pointerId);
    if (fingers.size > 0) grip = { ...grip, x: [...fingers.values()][0].clientX, y: [...fingers.values()][0].clientY, view };
  };
  svg.addEventListener('pointerup', letGo);
  svg.addEventListener('pointercancel', letGo);
  svg.addEventListener('click', (event) => {
    if (grip?.moved) return;
    const box = event.target.closest('.box');
    if (box === null) clear();
    else pick(box.dataset.box);
  });
  let hovered = [];
  const unhover = () => {
    for (const element of hovered) element.classList.remove('near');
    hovered = [];
  };
  svg.addEventListener('pointerover', (event) => {
    unhover();
    const id = event.target.closest('.box')?.dataset.box;
    for (const line of linesAt.get(id) ?? []) {
      const other = boxes.get(line.dataset.from === id ? line.dataset.to : line.dataset.from);
      hovered.push(line, other);
    }
    for (const element of hovered) element.classList.add('near');
  });
  svg.addEventListener('pointerleave', unhover);
  svg.addEventListener('keydown', (event) => {
    const id = event.target.closest('.box')?.dataset.box;
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined && event.shiftKey) move(direction[0] * .1, direction[1] * .1);
    else if (direction !== undefined && id !== undefined) {
      const next = nextTo(id, direction);
      if (next !== null) {
        rove(next);
        boxes.get(next).focus({ preventScroll: true });
        if (!inSight(next)) zoomTo([next]);
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (id !== undefined) pick(id);
    } else if (event.key === '+' || event.key === '=') zoom(1 / 1.25);
    else if (event.key === '-') zoom(1.25);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  });
  const buttons = { closer: () => zoom(1 / 1.25), further: () => zoom(1.25), all: () => { clear(); fit(); } };
  for (const [name, act] of Object.entries(buttons)) find('.zoom [name=' + name + ']').addEventListener('click', act);
  find('button[name=change]')?.addEventListener('click', () => {
    clear();
    light(data.changed, []);
    zoomTo(data.changed);
  });
  for (const button of all('button[data-finding]')) button.addEventListener('click', () => showFinding(button.dataset.finding));
  for (const state of all('input[name=state]'))
    state.addEventListener('change', () => {
      svg.classList.remove('show-before', 'show-after');
      svg.classList.add('show-' + state.value);
      if (current !== null) choose(current, false);
    });
}

// Search and filters: rows and findings that do not fit are gone, boxes step back.
const search = find('input[type=search]');
const found = find('output');
const results = find('.results');
const rows = all('tbody tr, article').map((row) => [row, row.textContent.toLowerCase()]);
const names = data.stops.map(({ name }) => name.toLowerCase());
const chosenIn = (name) => find('select[name=' + name + ']')?.value ?? '';
const filter = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  const [zone, network, severity] = ['zone', 'network', 'severity'].map(chosenIn);
  const isAsked = zone !== '' || network !== '' || severity !== '';
  const severe = data.findings.filter((finding) => severity === '' || finding.severity >= Number(severity));
  const marked = new Set(severe.flatMap(({ stops }) => stops));
  const fits = (stop, index) =>
    (zone === '' || stop.zone === zone) &&
    (network === '' || stop.networks.includes(Number(network)) || String(index) === network) &&
    (severity === '' || marked.has(index));
  const fitting = data.stops.map(fits);
  const matching = names.map((name, index) => fitting[index] && words.every((word) => name.includes(word)));
  const numbers = new Set(severe.filter(({ stops }) => !isAsked || stops.some((stop) => fitting[stop])).map(({ number }) => number));
  let count = 0;
  for (const [row, text] of rows) {
    const own = row.dataset.stop === undefined ? true : fitting[Number(row.dataset.stop)];
    row.hidden = !own || (row.localName === 'article' && !numbers.has(row.id)) || !words.every((word) => text.includes(word));
    if (!row.hidden) count += 1;
  }
  const inside = new Set(data.stops.flatMap(({ box }, index) => (matching[index] && box !== null ? [box] : [])));
  const isLimited = isAsked || words.length > 0;
  for (const [id, box] of boxes) box.classList.toggle('out', isLimited && !inside.has(id));
  for (const line of lines) line.classList.toggle('out', isLimited && !(inside.has(line.dataset.from) && inside.has(line.dataset.to)));
  const hits = matching.flatMap((is, index) => (is ? [index] : []));
  found.textContent = isLimited ? hits.length + ' on the map, ' + count + ' of ' + rows.length + ' rows' : '';
  results.replaceChildren(...hits.slice(0, 200).map((index) => {
    const option = make('option', '');
    option.value = data.stops[index].name;
    return option;
  }));
};
let due = 0;
const soon = () => {
  clearTimeout(due);
  due = setTimeout(filter, 80);
};
search.addEventListener('input', soon);
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const words = search.value.toLowerCase().trim();
  const exact = names.indexOf(words);
  const hit = exact >= 0 ? exact : names.findIndex((name) => words !== '' && name.includes(words));
  if (hit >= 0) choose(hit, true);
});
for (const select of all('.tools select')) select.addEventListener('change', filter);
}
`.trim();
