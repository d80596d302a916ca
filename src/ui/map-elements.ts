import type { MapArea, MapPoint } from './map.ts';

/** An element with text in it; never markup, whatever a citizen wrote. */
export function words(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

export function label(area: MapArea, note: boolean): HTMLElement {
  const box = words('', '');
  box.append(words('tc-area-name', area.name));
  if (area.note && note) box.append(words('tc-area-note', area.note));
  return box;
}

/** One button for each of several points in one place. */
export function listOf(points: readonly MapPoint[], open: (id: string) => void): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'tc-map-list';
  for (const point of points) {
    const line = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = point.label;
    button.addEventListener('click', () => open(point.id));
    line.append(button);
    list.append(line);
  }
  return list;
}

/** The pattern of vacant areas, once in the SVG of a map's pane. */
export function hatch(pane: HTMLElement): void {
  const svg = pane.querySelector('svg');
  if (!svg || svg.querySelector('#tc-hatch')) return;
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const pattern = make('pattern', {
    id: 'tc-hatch',
    width: '8',
    height: '8',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  pattern.append(make('rect', { width: '8', height: '8', fill: '#fbf3e2' }), make('rect', { width: '2', height: '8', fill: '#e3c48a' }));
  const defs = make('defs', {});
  defs.append(pattern);
  svg.prepend(defs);
}
