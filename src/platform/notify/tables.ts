import { sql, type Selectable } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../db/read.ts';
import type { NoticeChoice, NoticeView } from './schema.ts';

export interface NoticeRow {
  cityId: number;
  id: string;
  personId: string;
  kind: string;
  titleZh: string;
  titleEn: string;
  href: string;
  urgent: boolean;
  inApp: boolean;
  digest: boolean;
  createdAt: Date;
  readAt: Date | null;
}

export interface SettingsRow {
  cityId: number;
  personId: string;
  digestHour: number;
  locale: 'zh' | 'en';
  webhookUrl: string | null;
  webhookSecret: string | null;
}

interface NotifyTables {
  notices: NoticeRow;
  noticeChoices: { cityId: number; personId: string; kind: string; inApp: boolean; email: NoticeChoice['email']; webhook: boolean };
  noticeSettings: SettingsRow;
  noticeSent: { cityId: number; personId: string; what: string; sentAt: Date };
}

/** Woken by a commit that told somebody something, or that marked something read. */
export const NOTICE_CHANNEL = 'tongchuang_notices';

export const viewOf = (row: Selectable<NoticeRow>): NoticeView => ({
  id: row.id,
  kind: row.kind,
  title: { zh: row.titleZh, en: row.titleEn },
  href: row.href,
  urgent: row.urgent,
  createdAt: row.createdAt,
  read: row.readAt !== null,
});

const mine = (read: Read, personId: Id) =>
  read
    .tables<NotifyTables>()
    .selectFrom('notices')
    .where('cityId', '=', read.cityId)
    .where('personId', '=', personId)
    .where('inApp', '=', true);

export async function insertNotices(tx: Tx, rows: readonly Omit<NoticeRow, 'cityId' | 'readAt'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .writing<NotifyTables>()
    .insertInto('notices')
    .values(rows.map((row) => ({ ...row, cityId: tx.cityId, readAt: null })))
    .execute();
}

/** Wakes the person's open windows when the transaction commits. */
export async function wake(tx: Tx, personIds: readonly Id[]): Promise<void> {
  for (const personId of personIds) await tx.rows(sql`select pg_notify(${NOTICE_CHANNEL}, ${`${tx.cityId}:${personId}`})`);
}

export interface NoticePage {
  readonly before?: Id | undefined;
  readonly unread: boolean;
  readonly limit: number;
}

/** Newest first. */
export async function noticesOf(read: Read, personId: Id, page: NoticePage): Promise<Selectable<NoticeRow>[]> {
  let query = mine(read, personId).selectAll().orderBy('id', 'desc').limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  if (page.unread) query = query.where('readAt', 'is', null);
  return query.execute();
}

/** Created since, oldest first, at most 500. */
export async function noticesSince(read: Read, personId: Id, since: Date): Promise<Selectable<NoticeRow>[]> {
  return mine(read, personId).selectAll().where('createdAt', '>=', since).orderBy('id').limit(500).execute();
}

export async function createdAtOf(read: Read, personId: Id, noticeId: Id): Promise<Date | null> {
  const row = await mine(read, personId).select('createdAt').where('id', '=', noticeId).executeTakeFirst();
  return row?.createdAt ?? null;
}

export async function unreadCount(read: Read, personId: Id): Promise<number> {
  const { count } = await mine(read, personId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks the person's own notices read; ids of others change nothing. */
export async function markRead(
  tx: Tx,
  personId: Id,
  which: { readonly ids: readonly Id[] } | { readonly upTo: Id },
  at: Date,
): Promise<void> {
  let query = tx
    .writing<NotifyTables>()
    .updateTable('notices')
    .set({ readAt: at })
    .where('cityId', '=', tx.cityId)
    .where('personId', '=', personId)
    .where('readAt', 'is', null);
  query = 'ids' in which ? query.where('id', 'in', [...which.ids]) : query.where('id', '<=', which.upTo);
  await query.execute();
}

export async function noticeById(read: Read, noticeId: Id): Promise<Selectable<NoticeRow> | undefined> {
  return read
    .tables<NotifyTables>()
    .selectFrom('notices')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('id', '=', noticeId)
    .executeTakeFirst();
}

export async function choicesOf(
  read: Read,
  personIds: readonly Id[],
  kinds?: readonly string[],
): Promise<(NoticeChoice & { personId: string })[]> {
  if (personIds.length === 0) return [];
  let query = read
    .tables<NotifyTables>()
    .selectFrom('noticeChoices')
    .select(['personId', 'kind', 'inApp', 'email', 'webhook'])
    .where('cityId', '=', read.cityId)
    .where('personId', 'in', personIds);
  if (kinds) query = query.where('kind', 'in', kinds);
  return query.execute();
}

export async function saveChoices(tx: Tx, personId: Id, choices: readonly NoticeChoice[]): Promise<void> {
  if (choices.length === 0) return;
  await tx
    .writing<NotifyTables>()
    .insertInto('noticeChoices')
    .values(choices.map((choice) => ({ ...choice, cityId: tx.cityId, personId })))
    .onConflict((conflict) =>
      conflict
        .columns(['cityId', 'personId', 'kind'])
        .doUpdateSet((eb) => ({ inApp: eb.ref('excluded.inApp'), email: eb.ref('excluded.email'), webhook: eb.ref('excluded.webhook') })),
    )
    .execute();
}

export async function settingsOf(read: Read, personId: Id): Promise<Selectable<SettingsRow> | undefined> {
  return read
    .tables<NotifyTables>()
    .selectFrom('noticeSettings')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

export async function saveSettings(tx: Tx, settings: Omit<SettingsRow, 'cityId'>): Promise<void> {
  const { personId: _person, ...changes } = settings;
  await tx
    .writing<NotifyTables>()
    .insertInto('noticeSettings')
    .values({ ...settings, cityId: tx.cityId })
    .onConflict((conflict) => conflict.columns(['cityId', 'personId']).doUpdateSet(changes))
    .execute();
}

/** Takes the right to send: false when it was sent before. In the sender's transaction, so a failed sending gives it back. */
export async function takeSending(tx: Tx, personId: Id, what: string, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .writing<NotifyTables>()
    .insertInto('noticeSent')
    .values({ cityId: tx.cityId, personId, what, sentAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** People whose digest hour has come and who have not had today's. */
export async function digestsDue(read: Read, hour: number, day: string, defaultHour: number): Promise<Id[]> {
  const rows = await read.rows(
    sql<{ personId: Id }>`select distinct n.person_id from notices n
      left join notice_settings s on s.city_id = n.city_id and s.person_id = n.person_id
      where n.city_id = ${read.cityId} and n.digest and coalesce(s.digest_hour, ${defaultHour}) <= ${hour}
        and not exists (select 1 from notice_sent d where d.city_id = n.city_id and d.person_id = n.person_id and d.what = ${`digest:${day}`})`,
  );
  return rows.map((row) => row.personId);
}

export async function waitingForDigest(read: Read, personId: Id): Promise<Selectable<NoticeRow>[]> {
  return read
    .tables<NotifyTables>()
    .selectFrom('notices')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('personId', '=', personId)
    .where('digest', '=', true)
    .orderBy('id')
    .execute();
}

export async function endDigest(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .writing<NotifyTables>()
    .updateTable('notices')
    .set({ digest: false })
    .where('cityId', '=', tx.cityId)
    .where('id', 'in', ids)
    .execute();
}

/** Old notices go: read ones after 90 days, others after a year; marks of sending after 90 days. */
export async function deleteOld(tx: Tx, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const db = tx.writing<NotifyTables>();
  await db
    .deleteFrom('notices')
    .where('cityId', '=', tx.cityId)
    .where((eb) => eb.or([eb.and([eb('createdAt', '<', daysAgo(90)), eb('readAt', 'is not', null)]), eb('createdAt', '<', daysAgo(365))]))
    .execute();
  await db.deleteFrom('noticeSent').where('cityId', '=', tx.cityId).where('sentAt', '<', daysAgo(90)).execute();
}
