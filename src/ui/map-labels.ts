/** Which areas of a map have their names printed, so that no name lies over another. Pure: pixels in, words out. */

export interface LabelPlace {
  readonly id: string;
  /** Middle of the area. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly note: string;
  /** Printed before others where both do not fit. */
  readonly first: boolean;
}
export type Printed = 'both' | 'name';

/** Pixels of one Chinese letter, and of a line. */
const LETTER = 12;
const LINE = 17;
/** A label may stand out by a tenth on either side. */
const STANDS_OUT = 1.2;
/** Room between two labels. */
const GAP = 2;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const apart = (a: Box, b: Box): boolean => a.right + GAP <= b.left || b.right + GAP <= a.left || a.bottom <= b.top || b.bottom <= a.top;

function boxOf({ x, y, name, note }: LabelPlace, printed: Printed): Box {
  const letters = printed === 'both' ? Math.max(name.length, note.length) : name.length;
  const [half, high] = [(letters * LETTER) / 2, ((printed === 'both' ? 2 : 1) * LINE) / 2];
  return { left: x - half, right: x + half, top: y - high, bottom: y + high };
}

/** Id → what is printed of it: name and note, else the name alone, else nothing (then it has no entry). */
export function printedLabels(places: readonly LabelPlace[]): ReadonlyMap<string, Printed> {
  const labels = new Map<string, Printed>();
  const taken: Box[] = [];
  const order = places.toSorted((a, b) => Number(b.first) - Number(a.first) || b.width * b.height - a.width * a.height);
  for (const place of order) {
    const ways: readonly Printed[] = place.note === '' ? ['name'] : ['both', 'name'];
    for (const way of ways) {
      const box = boxOf(place, way);
      const fits = box.right - box.left <= place.width * STANDS_OUT && box.bottom - box.top <= place.height * STANDS_OUT;
      if (!fits || !taken.every((other) => apart(box, other))) continue;
      labels.set(place.id, way);
      taken.push(box);
      break;
    }
  }
  return labels;
}
