/* global document */

/** Runs in the page: tells what is wrong with the boxes of a map of ours. */
(() => {
  const faults = [];
  const svg = document.querySelector('svg');
  if (svg === null) return faults;
  const boxes = [...svg.querySelectorAll('.box')];
  const width = Number(svg.getAttribute('width'));
  const size = 14 * Math.min(1, 800 / width);
  if (boxes.length <= 30 && size < 11) faults.push(`text of ${size.toFixed(1)} px at 800 px`);
  const shapes = boxes.map((box) => box.querySelector('.shape').getBBox());
  for (const [index, box] of boxes.entries()) {
    const shape = shapes[index];
    for (const text of box.querySelectorAll('text')) {
      const place = text.getBBox();
      if (place.x < shape.x || place.x + place.width > shape.x + shape.width)
        faults.push(`${text.textContent} is wider than its box`);
    }
    for (const other of shapes.slice(index + 1)) {
      const isOver =
        shape.x + 1 < other.x + other.width &&
        other.x + 1 < shape.x + shape.width &&
        shape.y + 1 < other.y + other.height &&
        other.y + 1 < shape.y + shape.height;
      if (isOver) faults.push(`${box.textContent} over another box`);
    }
  }
  return faults;
})();
