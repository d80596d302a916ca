import type { Decision, Fault } from '../../kernel/problem.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { NumberedRow, Verdict } from '../../platform/sheets/template.ts';
import { deepEnough } from '../rules.ts';
import { decideEach, fault, faultOf, unknown, type Broken } from './planning.ts';

/** What a sheet of a tree says of each record: its own code and its parent's. */
interface Placed {
  readonly code: string;
  readonly parent: string | null;
}

/** Decides rows in an order of its own and gives the verdicts in the order of the sheet. */
export async function inSheetOrder<Row>(
  rows: readonly NumberedRow<Row>[],
  order: readonly NumberedRow<Row>[],
  decide: (row: NumberedRow<Row>) => Verdict,
): Promise<readonly Verdict[]> {
  const decided = await decideEach(order, decide);
  const verdicts = new Map(order.map(({ row }, index) => [row, decided[index]]));
  return rows.map(({ row }) => verdicts.get(row) ?? { faults: [] });
}

/** From a code to its parent's: as the sheet says, for others as they stand. */
type Up = (code: string) => string | null;

function upIn<Row extends Placed>(rows: readonly NumberedRow<Row>[], standing: ReadonlyMap<string, Pick<Placed, 'parent'>>): Up {
  // Of two rows with one code the first one counts.
  const inSheet = new Map(rows.toReversed().map(({ values }) => [values.code, values]));
  return (code) => (inSheet.get(code) ?? standing.get(code))?.parent ?? null;
}

/** Parents before children, whether they are in the sheet or stand; rows of a circle, and what hangs on them, come last. */
export function parentsFirst<Row extends Placed>(
  rows: readonly NumberedRow<Row>[],
  standing: ReadonlyMap<string, Pick<Placed, 'parent'>> = new Map(),
): NumberedRow<Row>[] {
  const up = upIn(rows, standing);
  const depths = new Map<string, number>();
  for (const { values } of rows) {
    // Up to the first code whose depth is known, then down again: each is passed once, however long the chain.
    const chain: string[] = [];
    let at: string | null = values.code;
    for (; at !== null && !depths.has(at); at = up(at)) {
      // Until the way up is known, a code that is met again belongs to a circle.
      depths.set(at, Infinity);
      chain.push(at);
    }
    let depth = at === null ? -1 : (depths.get(at) ?? 0);
    for (const code of chain.toReversed()) depths.set(code, ++depth);
  }
  const depthOf = ({ values }: NumberedRow<Row>) => depths.get(values.code) ?? 0;
  return rows.toSorted((a, b) => compare(depthOf(a), depthOf(b)));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

const SHOWN_CODES = 6;

/** Codes that stand in a circle of parents, with the circle in words: `A → B → A`. It may lead through records that are not in the sheet. */
function circlesIn<Row extends Placed>(rows: readonly NumberedRow<Row>[], up: Up): ReadonlyMap<string, string> {
  const state = new Map<string, 'open' | 'done'>();
  const circles = new Map<string, string>();
  for (const { values } of rows) {
    const way: string[] = [];
    let at: string | null = values.code;
    for (; at !== null && !state.has(at); at = up(at)) {
      state.set(at, 'open');
      way.push(at);
    }
    if (at !== null && state.get(at) === 'open') {
      const circle = way.slice(way.indexOf(at));
      const shown = circle.length > SHOWN_CODES ? [...circle.slice(0, SHOWN_CODES), '…'] : circle;
      for (const code of circle) circles.set(code, [...shown, circle[0]].join(' → '));
    }
    for (const code of way) state.set(code, 'done');
  }
  return circles;
}

/** A unit or an area as it stands; `parent` is a code like its own. */
export interface Standing<Kind> extends Placed {
  readonly kind: Kind;
  readonly ended: boolean;
}

interface TreeRow<Kind> extends Placed {
  readonly kind: Kind;
}

interface TreeSheet<Kind, Row extends TreeRow<Kind>> {
  readonly what: Bilingual;
  readonly standing: ReadonlyMap<string, Standing<Kind>>;
  readonly rows: readonly NumberedRow<Row>[];
  readonly broken: Broken<Row>;
  readonly place: (kind: Kind, parent: Kind | null) => Decision<true>;
  /** May everything that stands right below stay when the kind changes? */
  readonly fit: (kind: Kind, below: readonly { readonly name: string; readonly kind: Kind }[]) => Decision<true>;
}

/** The tree as it will stand: what stands, and over it the rows that were taken. Ask about rows in `order`. */
export interface TreePlan<Kind, Row extends TreeRow<Kind>> {
  readonly order: readonly NumberedRow<Row>[];
  /** What is wrong with the place of a row. */
  faultsOf(row: NumberedRow<Row>): Fault[];
  /** A row without any fault becomes part of the tree, so that others may stand below it. */
  take(row: NumberedRow<Row>): void;
  /** What is wrong with the parent of a row that cannot be read whole. */
  parentOfBroken(code: string | null | undefined): Fault | null;
}

export function planTree<Kind, Row extends TreeRow<Kind>>(sheet: TreeSheet<Kind, Row>): TreePlan<Kind, Row> {
  const { what, standing, rows, broken, place, fit } = sheet;
  const circles = circlesIn(rows, upIn(rows, standing));
  const named = [...rows, ...broken].flatMap(({ row, values }) => (values.code === undefined ? [] : [[values.code, row] as const]));
  const rowOf = new Map<string, number>(named.toReversed());
  const heights = heightsOf(standing);
  const planned = new Map<string, Pick<TreeRow<Kind>, 'kind' | 'parent'>>([...standing].filter(([, { ended }]) => !ended));

  /** Nothing is known under the parent's code: because there is none, or because the row that brings it has faults itself. */
  function missingParent(code: string): Fault {
    const row = rowOf.get(code);
    if (row === undefined) return unknown('parent', `上级${what.zh}`, `parent ${what.en}`, code);
    const text = [`上级“${code}”在第 ${row} 行，先改好那一行。`, `Its parent "${code}" is row ${row}; correct that row first.`] as const;
    return fault('parent', 'parentFaulty', ...text);
  }

  /** What will stand right below a code: as the sheet says, for others as they stand. */
  const below = (code: string) => (belowOf ??= childrenIn(rows, standing)).get(code) ?? [];
  let belowOf: ReadonlyMap<string, readonly { readonly name: string; readonly kind: Kind }[]> | undefined;

  /** Rows that were left out for their faults stand where they stood, so a circle may close that the sheet does not have. */
  function above({ code, parent }: Row): Fault | null {
    let levels = 1 + (heights.get(code) ?? 0);
    for (let at = parent; at !== null; at = planned.get(at)?.parent ?? null) {
      if (at === code)
        return fault('parent', 'circular', '上级不能是自己或自己的下级。', 'The parent is the record itself or lies below it.');
      const deep = deepEnough(++levels);
      if (deep.refused) return faultOf('parent', deep);
    }
    return null;
  }

  function faultsOf({ values }: NumberedRow<Row>): Fault[] {
    const circle = circles.get(values.code);
    if (circle !== undefined) return [fault('parent', 'circular', `上级绕成了一圈：${circle}。`, `The parents go in a circle: ${circle}.`)];
    const faults: Fault[] = [];
    if (standing.get(values.code)?.ended) {
      faults.push(fault('code', 'ended', `这个${what.zh}已停用，不能再改。`, `This ${what.en} has ended.`));
    }
    const parent = values.parent === null ? null : planned.get(values.parent);
    if (parent === undefined) return [...faults, missingParent(values.parent ?? '')];
    const placed = place(values.kind, parent?.kind ?? null);
    if (placed.refused) faults.push(faultOf('parent', placed));
    const known = standing.get(values.code);
    const fits = known && known.kind !== values.kind ? fit(values.kind, below(values.code)) : null;
    if (fits?.refused) faults.push(faultOf('kind', fits));
    return [...faults, above(values) ?? []].flat();
  }

  return {
    order: parentsFirst(rows, standing),
    faultsOf,
    take: ({ values: { code, kind, parent } }) => void planned.set(code, { kind, parent }),
    parentOfBroken: (code) => (code && !planned.has(code) ? missingParent(code) : null),
  };
}

/** What will stand right below each code. */
function childrenIn<Kind, Row extends TreeRow<Kind>>(
  rows: readonly NumberedRow<Row>[],
  standing: ReadonlyMap<string, Standing<Kind>>,
): ReadonlyMap<string, readonly { readonly name: string; readonly kind: Kind }[]> {
  const wanted = new Map<string, TreeRow<Kind>>([...standing].filter(([, { ended }]) => !ended));
  for (const { values } of rows.toReversed()) wanted.set(values.code, values);
  const children = new Map<string, { readonly name: string; readonly kind: Kind }[]>();
  for (const { code, parent, kind } of wanted.values()) {
    if (parent === null) continue;
    const siblings = children.get(parent) ?? [];
    siblings.push({ name: code, kind });
    children.set(parent, siblings);
  }
  return children;
}

/** How many levels stand below each record. */
function heightsOf(standing: ReadonlyMap<string, Placed>): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const { parent } of standing.values()) {
    let height = 1;
    for (let at = parent; at !== null && (heights.get(at) ?? 0) < height; at = standing.get(at)?.parent ?? null) heights.set(at, height++);
  }
  return heights;
}
