import { sql, type Selectable } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import type { ToldKind } from '../rules/told.ts';
import type { CaseTables } from './tables.ts';

/** What reporters are told, one row a fact, reporter and way. */

export type MessageRow = Selectable<CaseTables['caseMessages']>;
export type NewMessage = Omit<MessageRow, 'cityId' | 'attempts' | 'sentAt' | 'refused'>;

/** Writes those that were not written before, and gives their ids. */
export async function insertMessages(tx: Tx, rows: readonly NewMessage[]): Promise<Id[]> {
  if (rows.length === 0) return [];
  const made = await tx
    .writing<CaseTables>()
    .insertInto('caseMessages')
    .values(rows.map((row) => ({ ...row, cityId: tx.cityId, sentAt: null, refused: null })))
    .onConflict((conflict) => conflict.columns(['cityId', 'factId', 'reporterId', 'way']).doNothing())
    .returning('id')
    .execute();
  return made.map(({ id }) => id);
}

/** A message that still has to be sent, for the sender alone; null when it is done or another sender has it. */
export async function takeMessage(tx: Tx, id: Id): Promise<MessageRow | null> {
  return (
    (await tx
      .writing<CaseTables>()
      .selectFrom('caseMessages')
      .selectAll()
      .where('cityId', '=', tx.cityId)
      .where('id', '=', id)
      .where('dueAt', 'is not', null)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()) ?? null
  );
}

export type Attempt = Pick<MessageRow, 'attempts' | 'sentAt' | 'dueAt' | 'refused'>;

export async function noteAttempt(tx: Tx, id: Id, attempt: Attempt): Promise<void> {
  await tx.writing<CaseTables>().updateTable('caseMessages').set(attempt).where('cityId', '=', tx.cityId).where('id', '=', id).execute();
}

/** What is to be tried again now; oldest first. */
export async function messagesDue(read: Read, now: Date, limit: number): Promise<Id[]> {
  const rows = await read
    .tables<CaseTables>()
    .selectFrom('caseMessages')
    .select('id')
    .where('cityId', '=', read.cityId)
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** One fact that reporters of a case were told, however many they are. */
export interface ToldFact {
  readonly id: Id;
  readonly what: ToldKind;
  readonly at: Date;
  readonly emails: number;
  readonly texts: number;
  readonly waiting: number;
  readonly failed: number;
}

/** What was told of a case: some facts, each added up, for one popular case has hundreds who are told. */
export async function toldOf(read: Read, caseId: Id): Promise<ToldFact[]> {
  return read.rows(sql<ToldFact>`
    select fact_id as id, min(what) as what, coalesce(max(sent_at), min(at)) as at,
      count(*) filter (where sent_at is not null and way = 'email')::int as emails,
      count(*) filter (where sent_at is not null and way = 'sms')::int as texts,
      count(*) filter (where due_at is not null)::int as waiting,
      count(*) filter (where due_at is null and sent_at is null)::int as failed
    from case_messages where city_id = ${read.cityId} and case_id = ${caseId} group by fact_id order by min(at), fact_id`);
}
