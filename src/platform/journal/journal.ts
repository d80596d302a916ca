import type { Generated } from 'kysely';
import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Fact, JournalEntry } from '../context.ts';
import type { Read, Tx } from '../db/read.ts';
import { newId } from '../ids.ts';

export interface JournalTable {
  cityId: number;
  id: string;
  at: Date;
  type: string;
  subjectKind: string;
  subjectId: string;
  actorKind: Actor['kind'];
  actorPersonId: string | null;
  actorName: string;
  before: object | null;
  after: object | null;
  requestId: string;
  ip: string;
}

export interface OutboxTable {
  cityId: number;
  journalId: string;
  reaction: string;
  dueAt: Date;
  attempts: Generated<number>;
  lastError: string | null;
}

export interface JournalTables {
  journal: JournalTable;
  outbox: OutboxTable;
}

export interface RecordedBy {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
  readonly ip: string;
  /** Names of the reactions that wait for this type of fact. */
  readonly reactionsTo: (type: string) => readonly string[];
}

const json = (value: object | null | undefined) => (value ? sql<object>`${JSON.stringify(value)}::jsonb` : null);

/** 13 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

/** Appends the facts to the journal and one outbox row for each reaction to them, in the caller's transaction. */
export async function appendFacts(tx: Tx, by: RecordedBy, facts: readonly Fact[]): Promise<void> {
  const db = tx.writing<JournalTables>();
  for (let at = 0; at < facts.length; at += BATCH) {
    const entries = facts.slice(at, at + BATCH).map((fact) => ({ fact, row: rowOf(tx, by, fact) }));
    await db
      .insertInto('journal')
      .values(entries.map(({ row }) => row))
      .execute();
    const waiting = entries.flatMap(({ fact, row }) =>
      by.reactionsTo(fact.type).map((reaction) => ({ cityId: tx.cityId, journalId: row.id, reaction, dueAt: by.now, lastError: null })),
    );
    for (let from = 0; from < waiting.length; from += BATCH)
      await db
        .insertInto('outbox')
        .values(waiting.slice(from, from + BATCH))
        .execute();
  }
}

const rowOf = (tx: Tx, by: RecordedBy, fact: Fact) => ({
  cityId: tx.cityId,
  id: newId(),
  at: by.now,
  type: fact.type,
  subjectKind: fact.subject.kind,
  subjectId: fact.subject.id,
  actorKind: by.actor.kind,
  actorPersonId: by.actor.personId,
  actorName: by.actor.name,
  before: json(fact.before),
  after: json(fact.after),
  requestId: by.requestId,
  ip: by.ip,
});

const entryOf = (row: JournalTable): JournalEntry => ({
  id: row.id,
  at: row.at,
  type: row.type,
  subject: { kind: row.subjectKind, id: row.subjectId },
  actor: { kind: row.actorKind, personId: row.actorPersonId, name: row.actorName },
  before: row.before,
  after: row.after,
});

/** One entry. */
export async function journalEntry(read: Read, id: Id): Promise<JournalEntry | null> {
  const row = await read
    .tables<JournalTables>()
    .selectFrom('journal')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? entryOf(row) : null;
}

/** Everything that happened to one record, oldest first; at most 1,000 entries. */
export async function journalOf(read: Read, subject: Fact['subject']): Promise<JournalEntry[]> {
  const rows = await read
    .tables<JournalTables>()
    .selectFrom('journal')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map(entryOf);
}
