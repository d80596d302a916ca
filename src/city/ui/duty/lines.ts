import type { MapArea } from '../../../ui/map.ts';
import type { AreaRow, Borders, DutyLine } from '../answers.ts';

/** One compound as the tree and the map show it. */
export interface Standing {
  readonly line: DutyLine;
  readonly overdue: number;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly standings: readonly Standing[];
}

/** Compounds below their blocks (片), in the order of the tree; those directly below the community come first. */
export function grouped(lines: readonly DutyLine[], tree: readonly AreaRow[], overdue: ReadonlyMap<string, number>): readonly Group[] {
  const names = new Map(tree.map((area) => [area.id, area.name]));
  const order = new Map(tree.map((area, index) => [area.id, index]));
  const groups = new Map<string, Standing[]>();
  for (const line of lines) {
    const parent = line.area.parentId ?? '';
    const found = groups.get(parent) ?? [];
    groups.set(parent, found);
    found.push({ line, overdue: overdue.get(line.area.id) ?? 0 });
  }
  const place = (id: string) => order.get(id) ?? -1;
  return [...groups.entries()]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([id, standings]) => ({
      id,
      name: names.get(id) ?? '',
      standings: standings.toSorted((a, b) => place(a.line.area.id) - place(b.line.area.id)),
    }));
}

/** The next one after the chosen that fits, from the top again at the end. */
export function nextOf(all: readonly Standing[], chosen: string | null, fits: (standing: Standing) => boolean): string | undefined {
  const at = all.findIndex(({ line }) => line.area.id === chosen);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(fits)?.line.area.id;
}

interface Words {
  readonly vacant: string;
  readonly overdue: (n: number) => string;
}

/** The same as polygons: colour, hatching and the words in them. */
export function polygonsOf(all: readonly Standing[], borders: Borders, words: Words): readonly MapArea[] {
  // Community and blocks lie below as the ground; they are no part of the selection.
  const ground = borders
    .filter(({ properties }) => properties.kind !== 'compound')
    .map(({ id, properties, geometry }) => ({ id, name: properties.name, geometry, tone: 'quiet' }) as const);
  const shapes = new Map(borders.map((feature) => [feature.id, feature.geometry]));
  const compounds = all.flatMap(({ line: { area, responsible }, overdue }) => {
    const geometry = shapes.get(area.id);
    if (!geometry) return [];
    const note = responsible ? [responsible.person.name, ...(overdue ? [words.overdue(overdue)] : [])].join(' ') : words.vacant;
    return [
      { id: area.id, name: area.name, note, geometry, tone: responsible ? (overdue ? 'over' : 'plain') : 'vacant', label: true } as const,
    ];
  });
  return [...ground, ...compounds];
}
