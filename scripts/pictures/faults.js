/* global document, mermaid */
/* exported faultsIn */

/** Runs in the page: draws every diagram, those in folds as well, and tells what is wrong with them. */
async function faultsIn(theme) {
  const faults = [];
  mermaid.initialize({ startOnLoad: false, theme, securityLevel: 'strict' });
  const folds = [...document.querySelectorAll('details')];
  for (const fold of folds) fold.open = true;
  for (const [index, place] of [...document.querySelectorAll('.mermaid')].entries()) {
    const name = `diagram ${(index + 1).toString()}`;
    try {
      const { svg } = await mermaid.render(`d${index.toString()}`, place.textContent);
      place.innerHTML = svg;
    } catch (error) {
      faults.push(`${name}: ${String(error)}`);
      continue;
    }
    const drawing = place.querySelector('svg');
    if (drawing === null) continue;
    const boxes = [...drawing.querySelectorAll('.node')];
    const edges = drawing.querySelectorAll('.edgePaths path, path.flowchart-link').length;
    if (edges > 500) faults.push(`${name}: ${edges.toString()} edges`);
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    if (boxes.length <= 30 && 16 * scale < 11) faults.push(`${name}: text of ${(16 * scale).toFixed(1)} px`);
    const labels = [...drawing.querySelectorAll('.edgeLabel')].filter((label) => label.textContent.trim() !== '');
    const rects = boxes.map((box) => box.getBoundingClientRect());
    const overlaps = (a, b) =>
      a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom;
    for (const label of labels) {
      if (rects.some((rect) => overlaps(rect, label.getBoundingClientRect())))
        faults.push(`${name}: label ${label.textContent.trim()} over a box`);
    }
    for (const [one, rect] of rects.entries()) {
      if (rects.slice(one + 1).some((other) => overlaps(rect, other)))
        faults.push(`${name}: box ${boxes[one]?.textContent.trim() ?? ''} over another`);
    }
  }
  for (const fold of folds) fold.open = false;
  return faults;
}
