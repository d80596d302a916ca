import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../../platform/db/read.ts';
import type { HistoryEntry } from '../rules/history.ts';
import { json, type CaseEventsTable, type CaseTables, type EventDetail } from './tables.ts';

export type EventRow = Omit<CaseEventsTable, 'detail' | 'words' | 'public'> & {
  readonly words: string;
  readonly public: boolean;
  readonly detail: EventDetail;
};

/** The whole history of a case, in order; a case has some dozens of entries. */
export async function eventsOf(read: Read, caseId: Id): Promise<EventRow[]> {
  return read
    .tables<CaseTables>()
    .selectFrom('caseEvents')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('caseId', '=', caseId)
    .orderBy('seq')
    .execute();
}

/** The histories of several cases, each in order. */
export async function historiesOf(read: Read, caseIds: readonly Id[]): Promise<ReadonlyMap<Id, EventRow[]>> {
  const rows =
    caseIds.length === 0
      ? []
      : await read
          .tables<CaseTables>()
          .selectFrom('caseEvents')
          .selectAll()
          .where('cityId', '=', read.cityId)
          .where('caseId', 'in', caseIds)
          .orderBy('caseId')
          .orderBy('seq')
          .execute();
  const histories = new Map<Id, EventRow[]>();
  for (const row of rows) {
    const known = histories.get(row.caseId);
    if (known) known.push(row);
    else histories.set(row.caseId, [row]);
  }
  return histories;
}

export const historyOf = (events: readonly EventRow[]): HistoryEntry[] =>
  events.map((event) => ({
    at: event.at,
    act: event.act,
    to: event.toState,
    words: event.words,
    request: event.detail.request ?? null,
    extra: event.detail.extra ?? null,
  }));

export async function appendEvent(tx: Tx, event: Omit<EventRow, 'cityId'>): Promise<void> {
  await tx
    .writing<CaseTables>()
    .insertInto('caseEvents')
    .values({ ...event, cityId: tx.cityId, detail: json(event.detail) })
    .execute();
}
