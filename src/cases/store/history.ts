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
