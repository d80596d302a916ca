import { fetchPage, fill, maybe, part } from './page.ts';
import type { Position } from './position.ts';

interface Options {
  readonly start: Position | null;
  readonly areaId: string;
  readonly chose: (position: Position) => void;
}

const SPANS = [0.06, 0.03, 0.015, 0.008, 0.004];

/** A light map: the server draws the part of the city that is asked for, a tap gives the point. */
export async function openMap(holder: HTMLElement, options: Options): Promise<void> {
  let centre = options.start;
  let point = options.start;
  let zoom = options.start ? 3 : 1;
  holder.hidden = false;
  const draw = async () => {
    const query = new URLSearchParams({ span: String(SPANS[zoom]) });
    if (centre) for (const [name, value] of Object.entries({ lng: centre.lng, lat: centre.lat })) query.set(name, value.toFixed(6));
    else if (options.areaId) query.set('area', options.areaId);
    if (point) query.set('point', `${point.lng.toFixed(6)},${point.lat.toFixed(6)}`);
    const { response, page } = await fetchPage(`/report/map?${query.toString()}`);
    const drawn = page.querySelector('.map');
    if (!response.ok || !drawn) return;
    fill(part('.map-place', HTMLElement, holder), document.importNode(drawn, true));
    part('.nearer', HTMLButtonElement, holder).disabled = zoom === SPANS.length - 1;
    part('.farther', HTMLButtonElement, holder).disabled = zoom === 0;
  };
  part('.map-place', HTMLElement, holder).addEventListener('click', (event) => {
    const tapped = positionAt(holder, event);
    if (!tapped) return;
    [centre, point] = [tapped, tapped];
    if (zoom < 3) zoom += 1;
    options.chose(tapped);
    void draw();
  });
  const step = (by: number) => {
    zoom = Math.min(SPANS.length - 1, Math.max(0, zoom + by));
    centre ??= middle(holder);
    void draw();
  };
  part('.nearer', HTMLButtonElement, holder).addEventListener('click', () => step(1));
  part('.farther', HTMLButtonElement, holder).addEventListener('click', () => step(-1));
  await draw();
}

function boxOf(holder: HTMLElement): readonly [number, number, number, number] | null {
  const numbers = (maybe('svg', SVGSVGElement, holder)?.dataset.box ?? '').split(',').map(Number);
  const [west, south, east, north] = numbers;
  return west === undefined || south === undefined || east === undefined || north === undefined ? null : [west, south, east, north];
}

function middle(holder: HTMLElement): Position | null {
  const box = boxOf(holder);
  return box ? { lng: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 } : null;
}

function positionAt(holder: HTMLElement, event: MouseEvent): Position | null {
  const box = boxOf(holder);
  const frame = maybe('svg', SVGSVGElement, holder)?.getBoundingClientRect();
  if (!box || !frame) return null;
  const [west, south, east, north] = box;
  const across = (event.clientX - frame.left) / frame.width;
  const down = (event.clientY - frame.top) / frame.height;
  return { lng: west + (east - west) * across, lat: north - (north - south) * down };
}
