import { sql, type RawBuilder } from 'kysely';
import type { Id } from '../kernel/ids.ts';
import type { Read, Tx } from '../platform/db/read.ts';

interface Open311Tables {
  open311Reports: { cityId: number; id: Id; keyId: Id; caseId: Id | null; waiting: string | null; at: Date };
  open311Updates: { cityId: number; keyId: Id; updateId: string; caseId: Id; eventId: Id | null; at: Date };
}

export type ReportRow = Omit<Open311Tables['open311Reports'], 'cityId'>;

export async function addReport(tx: Tx, row: ReportRow): Promise<void> {
  await tx
    .writing<Open311Tables>()
    .insertInto('open311Reports')
    .values({ cityId: tx.cityId, ...row })
    .execute();
}

/** A report by its token. */
export async function reportByToken(read: Read, token: Id): Promise<ReportRow | null> {
  return (
    (await read
      .tables<Open311Tables>()
      .selectFrom('open311Reports')
      .selectAll()
      .where('cityId', '=', read.cityId)
      .where('id', '=', token)
      .executeTakeFirst()) ?? null
  );
}

/** A report that still waits to become a case; nobody else takes it until the transaction ends. */
export async function lockWaiting(tx: Tx, token: Id): Promise<(ReportRow & { readonly waiting: string }) | null> {
  const row = await tx
    .writing<Open311Tables>()
    .selectFrom('open311Reports')
    .selectAll()
    .where('cityId', '=', tx.cityId)
    .where('id', '=', token)
    .forUpdate()
    .executeTakeFirst();
  return row && row.waiting !== null ? { ...row, waiting: row.waiting } : null;
}

export async function becameCase(tx: Tx, token: Id, caseId: Id): Promise<void> {
  await tx
    .writing<Open311Tables>()
    .updateTable('open311Reports')
    .set({ caseId, waiting: null })
    .where('cityId', '=', tx.cityId)
    .where('id', '=', token)
    .execute();
}

/** Ids of the cases that a key sent, as a subquery; without a key none. */
export const sentBy = (read: Read, keyId: Id | null): RawBuilder<Id> =>
  sql<Id>`select case_id from open311_reports where city_id = ${read.cityId} and key_id = ${keyId}`;

/** Claims an update. A second claim waits for the first one's transaction and then gets what that made. */
export async function claimUpdate(
  tx: Tx,
  update: { readonly keyId: Id; readonly updateId: string; readonly caseId: Id; readonly at: Date },
): Promise<'claimed' | { readonly caseId: Id; readonly eventId: Id | null }> {
  const db = tx.writing<Open311Tables>();
  const made = await db
    .insertInto('open311Updates')
    .values({ cityId: tx.cityId, ...update, eventId: null })
    .onConflict((conflict) => conflict.columns(['cityId', 'keyId', 'updateId']).doNothing())
    .executeTakeFirst();
  if (Number(made.numInsertedOrUpdatedRows) === 1) return 'claimed';
  return db
    .selectFrom('open311Updates')
    .select(['caseId', 'eventId'])
    .where('cityId', '=', tx.cityId)
    .where('keyId', '=', update.keyId)
    .where('updateId', '=', update.updateId)
    .executeTakeFirstOrThrow();
}

export async function updateBecame(tx: Tx, keyId: Id, updateId: string, eventId: Id): Promise<void> {
  await tx
    .writing<Open311Tables>()
    .updateTable('open311Updates')
    .set({ eventId })
    .where('cityId', '=', tx.cityId)
    .where('keyId', '=', keyId)
    .where('updateId', '=', updateId)
    .execute();
}
