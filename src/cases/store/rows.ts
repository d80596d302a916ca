import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import type { CasesTable, CaseTables } from './tables.ts';

/** One case as a row. */
export type CaseRow = Selectable<CasesTable>;
export type CaseChange = Updateable<CasesTable>;

const cases = (read: Read) => read.tables<CaseTables>().selectFrom('cases').selectAll().where('cityId', '=', read.cityId);

export async function caseById(read: Read, id: Id): Promise<CaseRow | null> {
  return (await cases(read).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function caseByNumber(read: Read, number: string): Promise<CaseRow | null> {
  return (await cases(read).where('number', '=', number).executeTakeFirst()) ?? null;
}

/** Reads the case and keeps others from changing it until the transaction ends. */
export async function lockCase(tx: Tx, id: Id): Promise<CaseRow | null> {
  return (await cases(tx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export async function insertCase(tx: Tx, row: Omit<Insertable<CasesTable>, 'cityId'>): Promise<void> {
  await tx
    .writing<CaseTables>()
    .insertInto('cases')
    .values({ ...row, cityId: tx.cityId })
    .execute();
}

/** Saves a change that was decided on a version. Tells whether that version still stood. */
export async function updateCase(tx: Tx, id: Id, version: number, change: CaseChange): Promise<boolean> {
  const result = await tx
    .writing<CaseTables>()
    .updateTable('cases')
    .set({ ...change, version: version + 1 })
    .where('cityId', '=', tx.cityId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** One more who is told. Not a new version: nobody's decision rests on it. A staff member who saw it too has found it, and cannot check it. */
export async function addSubscriber(tx: Tx, id: Id, more: { readonly finder: Id | null; readonly known: boolean }): Promise<void> {
  await tx.rows(sql`
    update cases set subscribers = subscribers + 1, reporter_known = reporter_known or ${more.known},
      finder_ids = case when ${more.finder}::uuid is null or ${more.finder}::uuid = any(finder_ids) then finder_ids else finder_ids || ${more.finder}::uuid end
    where city_id = ${tx.cityId} and id = ${id}`);
}

export async function markReporterKnown(tx: Tx, id: Id): Promise<void> {
  await tx
    .writing<CaseTables>()
    .updateTable('cases')
    .set({ reporterKnown: true })
    .where('cityId', '=', tx.cityId)
    .where('id', '=', id)
    .execute();
}

export interface NumberedCase {
  readonly id: Id;
  readonly number: string;
  readonly state: CaseRow['state'];
  readonly unitId: Id | null;
}
const brief = (read: Read) =>
  read.tables<CaseTables>().selectFrom('cases').select(['id', 'number', 'state', 'unitId']).where('cityId', '=', read.cityId);

export const partsOf = async (read: Read, parentId: Id): Promise<NumberedCase[]> =>
  brief(read).where('parentId', '=', parentId).orderBy('id').execute();
export const mergedHere = async (read: Read, id: Id): Promise<NumberedCase[]> =>
  brief(read).where('mergedInto', '=', id).orderBy('id').limit(100).execute();
export const briefById = async (read: Read, id: Id): Promise<NumberedCase | null> =>
  (await brief(read).where('id', '=', id).executeTakeFirst()) ?? null;

/** The last case of the category at the compound (or within 50 m) that was closed after a moment. */
export async function closedBefore(
  read: Read,
  place: {
    readonly compoundId: Id | null;
    readonly cellRanges: readonly (readonly [number, number])[];
    readonly category: string;
    readonly since: Date;
    readonly except: Id;
  },
): Promise<{ id: Id } | null> {
  const starts = place.cellRanges.map(([from]) => from);
  const ends = place.cellRanges.map(([, to]) => to);
  const [row] = await read.rows(sql<{ id: Id }>`
    select id from (
      (select id, closed_at from cases
       where city_id = ${read.cityId} and compound_id = ${place.compoundId} and category = ${place.category}
         and state = 'closed' and outcome = 'fixed' and closed_at >= ${place.since} and id <> ${place.except} and cell is null
       order by closed_at desc limit 1)
      union all
      (select c.id, c.closed_at from unnest(${starts}::bigint[], ${ends}::bigint[]) as range(first, last)
       join cases c on c.city_id = ${read.cityId} and c.cell between range.first and range.last
       where c.category = ${place.category} and c.state = 'closed' and c.outcome = 'fixed' and c.closed_at >= ${place.since} and c.id <> ${place.except}
       order by c.closed_at desc limit 1)
    ) as found order by closed_at desc limit 1`);
  return row ?? null;
}
