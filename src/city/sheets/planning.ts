import { inBoth, type Decision, type Fault, type Refusal } from '../../kernel/problem.ts';
import { fill, type Bilingual } from '../../kernel/text.ts';
import type { NumberedRow, Verdict } from '../../platform/sheets/template.ts';
import { isWithin } from '../rules.ts';

export const fault = (path: string, code: string, zh: string, en: string): Fault => ({ path, code, zh, en });

/** A rule's refusal as a fault of a cell. */
export function faultOf(path: string, { refused, detail = {} }: Refusal): Fault {
  const text = (locale: 'zh' | 'en') =>
    fill(
      refused[locale],
      Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, typeof value === 'string' ? inBoth(value)[locale] : value])),
    );
  return fault(path, refused.code, text('zh'), text('en'));
}

export const unknown = (path: string, what: string, whatEn: string, code: string): Fault =>
  fault(path, 'unknown', `没有代码为“${code}”的${what}。`, `There is no ${whatEn} with the code "${code}".`);

/** A row that has a fault in a cell: what could be read of it. */
export type Broken<Row> = readonly NumberedRow<Partial<Row>>[];

/** Faults of rows whose key an earlier row of the sheet has, broken ones included; null = the key cannot be read. */
export function repeated<Row>(
  rows: readonly NumberedRow<Row>[],
  broken: Broken<Row>,
  column: string,
  keyOf: (row: Partial<Row>) => string | null,
): ReadonlyMap<number, Fault> {
  const seen = new Map<string, number>();
  const faults = new Map<number, Fault>();
  for (const { row, values } of [...rows, ...broken].toSorted((one, other) => one.row - other.row)) {
    const key = keyOf(values);
    if (key === null) continue;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, row);
    else faults.set(row, fault(column, 'repeated', `与第 ${earlier} 行重复。`, `The same as row ${earlier}.`));
  }
  return faults;
}

/** A verdict that adds nothing where nothing is wrong: of a broken row. */
export const faultsOnly = (...faults: readonly (Fault | null | undefined)[]): Verdict => ({
  faults: faults.filter((one) => one !== null && one !== undefined),
});

export const verdictOf = (faults: readonly Fault[], verdict: 'create' | 'update' | 'same'): Verdict =>
  faults.length > 0 ? { faults } : { verdict };

/** Decides rows in an order of its own and gives the verdicts in the order of the sheet. */
export function inSheetOrder<Row>(
  rows: readonly NumberedRow<Row>[],
  order: readonly NumberedRow<Row>[],
  decide: (row: NumberedRow<Row>) => Verdict,
): Verdict[] {
  const verdicts = new Map(order.map((row) => [row.row, decide(row)]));
  return rows.map(({ row }) => verdicts.get(row) ?? { faults: [] });
}

/** Parents before children; rows of a circle, and what hangs on them, come last and will find no parent. */
export function parentsFirst<Row extends { readonly code: string; readonly parent: string | null }>(
  rows: readonly NumberedRow<Row>[],
): NumberedRow<Row>[] {
  const inSheet = new Map(rows.map((row) => [row.values.code, row]));
  const depths = new Map<NumberedRow<Row>, number>();
  for (const start of rows) {
    // Up to the first row whose depth is known, then down again: each row is passed once, however long the chain.
    const chain: NumberedRow<Row>[] = [];
    let at: NumberedRow<Row> | undefined = start;
    for (; at && !depths.has(at); at = at.values.parent === null ? undefined : inSheet.get(at.values.parent)) {
      // Until the way up is known, a row that is met again belongs to a circle.
      depths.set(at, Infinity);
      chain.push(at);
    }
    let depth = at ? (depths.get(at) ?? 0) : -1;
    for (const row of chain.toReversed()) depths.set(row, ++depth);
  }
  return rows.toSorted((a, b) => compare(depths.get(a) ?? 0, depths.get(b) ?? 0));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

const SHOWN_CODES = 6;

/** Rows that stand in a circle of parents, with the circle in words: `A → B → A`. */
function circlesIn<Row extends { readonly code: string; readonly parent: string | null }>(
  rows: readonly NumberedRow<Row>[],
): ReadonlyMap<number, string> {
  const inSheet = new Map(rows.map((row) => [row.values.code, row]));
  const state = new Map<NumberedRow<Row>, 'open' | 'done'>();
  const circles = new Map<number, string>();
  for (const start of rows) {
    const way: NumberedRow<Row>[] = [];
    let at: NumberedRow<Row> | undefined = start;
    for (; at && !state.has(at); at = at.values.parent === null ? undefined : inSheet.get(at.values.parent)) {
      state.set(at, 'open');
      way.push(at);
    }
    if (at && state.get(at) === 'open') {
      const circle = way.slice(way.indexOf(at));
      const codes = circle.map(({ values }) => values.code);
      const shown = codes.length > SHOWN_CODES ? [...codes.slice(0, SHOWN_CODES), '…'] : codes;
      for (const { row } of circle) circles.set(row, [...shown, codes[0]].join(' → '));
    }
    for (const row of way) state.set(row, 'done');
  }
  return circles;
}

/** What a sheet of a tree says about the parents that its rows name. */
export interface Parents {
  /** Rows of the sheet by code, broken ones included. */
  readonly rowOf: ReadonlyMap<string, number>;
  readonly circles: ReadonlyMap<number, string>;
}

export function parentsIn<Row extends { readonly code: string; readonly parent: string | null }>(
  rows: readonly NumberedRow<Row>[],
  broken: Broken<Row>,
): Parents {
  const named = [...rows, ...broken].flatMap(({ row, values }) => (values.code ? [[values.code, row] as const] : []));
  return { rowOf: new Map(named.toReversed()), circles: circlesIn(rows) };
}

/** Do two lines say the same? */
export const sameLine = <Row extends object>(a: Row, b: Row): boolean =>
  (Object.keys(a) as (keyof Row)[]).every((key) => a[key] === b[key]);

interface Placing {
  readonly what: Bilingual;
  /** The record as it stands, if there is one. */
  readonly known: { readonly path: string; readonly ended: boolean } | undefined;
  /** As it will stand; null = at the top, undefined = there is none with that code. */
  readonly parent: { readonly path: string } | null | undefined;
  readonly parentCode: string | null;
  readonly placed: Decision<true>;
  readonly row: number;
  readonly parents: Parents;
}

/** Nothing is known under the parent's code: because there is none, or because the row that brings it has faults itself. */
export function missingParent({ rowOf }: Parents, what: Bilingual, code: string): Fault {
  const row = rowOf.get(code);
  if (row === undefined) return unknown('parent', `上级${what.zh}`, `parent ${what.en}`, code);
  return fault(
    'parent',
    'parentFaulty',
    `上级“${code}”在第 ${row} 行，先改好那一行。`,
    `Its parent "${code}" is row ${row}; correct that row first.`,
  );
}

/** What is wrong with the place of a unit or an area in its tree. */
export function placingFaults({ what, known, parent, parentCode, placed, row, parents }: Placing): Fault[] {
  const faults: Fault[] = [];
  const circle = parents.circles.get(row);
  if (circle !== undefined) {
    const text = [`上级绕成了一圈：${circle}。`, `The parents go in a circle: ${circle}.`] as const;
    return [fault('parent', 'circular', ...text)];
  }
  if (known?.ended) faults.push(fault('code', 'ended', `这个${what.zh}已停用，不能再改。`, `This ${what.en} has ended.`));
  if (parent === undefined) faults.push(missingParent(parents, what, parentCode ?? ''));
  else if (placed.refused) faults.push(faultOf('parent', placed));
  if (known && parent && isWithin(parent.path, known.path)) {
    faults.push(fault('parent', 'circular', '上级不能是自己或自己的下级。', 'The parent is the record itself or lies below it.'));
  }
  return faults;
}
