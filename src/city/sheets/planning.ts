import { inBoth, type Fault, type Refusal } from '../../kernel/problem.ts';
import { fill } from '../../kernel/text.ts';
import { breathe } from '../border-file.ts';
import type { NumberedRow, Verdict } from '../../platform/sheets/template.ts';

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

const AT_ONCE = 2000;

/** Decides row by row and lets others in between: 100,000 posts take some seconds. */
export async function decideEach<Row>(
  rows: readonly NumberedRow<Row>[],
  decide: (row: NumberedRow<Row>) => Verdict,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const row of rows) {
    verdicts.push(decide(row));
    if (verdicts.length % AT_ONCE === 0) await breathe();
  }
  return verdicts;
}

/** Do two lines say the same? */
export const sameLine = <Row extends object>(a: Row, b: Row): boolean =>
  (Object.keys(a) as (keyof Row)[]).every((key) => a[key] === b[key]);
