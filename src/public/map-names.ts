/** Where the names of areas stand on a drawn map, so that none lies under a mark or another name. */

interface Point {
  readonly x: number;
  readonly y: number;
}
export interface NamedArea extends Point {
  readonly id: string;
  readonly name: string;
  /** Shown whatever it covers. */
  readonly chosen?: boolean;
}

/** Pixels of one character at size 12, and of a mark with some room. */
const LETTER = 12;
const MARK = 15;
/** From the middle of the area: there, below, above, further below, further above. */
const SHIFTS = [0, 16, -16, 28, -28] as const;

interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of a text that is centred at `x` and stands on `y`. */
const rectOf = (name: string, { x, y }: Point): Rect => {
  const half = (Array.from(name).length * LETTER) / 2;
  return { left: x - half, right: x + half, top: y - LETTER, bottom: y + 3 };
};
const meet = (a: Rect, b: Rect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const aroundMark = ({ x, y }: Point): Rect => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK });

/** Names with their places, in the order of the areas; one that has no free place is left out: it stands in the list beside the map. */
export function placeNames(areas: readonly NamedArea[], marks: readonly Point[], width: number, height: number): NamedArea[] {
  const taken = marks.map(aroundMark);
  return areas.flatMap((area) => {
    const free = (point: Point) => {
      const rect = rectOf(area.name, point);
      const inside = rect.left >= 0 && rect.right <= width && rect.top >= 0 && rect.bottom <= height;
      return inside && !taken.some((other) => meet(rect, other));
    };
    const places = SHIFTS.map((shift) => ({ x: area.x, y: area.y + shift }));
    const place = places.find(free) ?? (area.chosen ? places[0] : undefined);
    if (!place) return [];
    taken.push(rectOf(area.name, place));
    return [{ ...area, ...place }];
  });
}
