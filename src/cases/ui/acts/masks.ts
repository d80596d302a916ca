/** A rectangle over a picture, in fractions of it. */
export interface Mask {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const smallest = 0.01;
const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const even = (value: number) => Math.round(value * 10_000) / 10_000;

/** Kept inside the picture and large enough to be seen. */
export function fitted(mask: Mask): Mask {
  const width = within(mask.width, smallest, 1);
  const height = within(mask.height, smallest, 1);
  return { x: even(within(mask.x, 0, 1 - width)), y: even(within(mask.y, 0, 1 - height)), width: even(width), height: even(height) };
}

/** The rectangle between two points. */
export const between = (ax: number, ay: number, bx: number, by: number): Mask => ({
  x: Math.min(ax, bx),
  y: Math.min(ay, by),
  width: Math.abs(ax - bx),
  height: Math.abs(ay - by),
});

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What an arrow key does: moves, or with Shift resizes; with Ctrl in large steps. Undefined for other keys. */
export function byKey(mask: Mask, key: string, resize: boolean, large: boolean): Mask | undefined {
  const way = ways[key];
  if (!way) return undefined;
  const step = large ? 0.05 : 0.01;
  const [dx, dy] = [way[0] * step, way[1] * step];
  return resize
    ? fitted({ ...mask, width: within(mask.width + dx, smallest, 1 - mask.x), height: within(mask.height + dy, smallest, 1 - mask.y) })
    : fitted({ ...mask, x: mask.x + dx, y: mask.y + dy });
}
