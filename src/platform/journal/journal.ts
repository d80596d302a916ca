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

/** Appends the fact to the journal and one outbox row for each reaction to it, in the caller's transaction. */
export async function appendFact(tx: Tx, by: RecordedBy, fact: Fact): Promise<Id> {
  const id = newId();
  const db = tx.writing<JournalTables>();
  await db
    .insertInto('journal')
    .values({
      cityId: tx.cityId,
      id,
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
    })
    .execute();
  const reactions = by.reactionsTo(fact.type);
  if (reactions.length > 0) {
    await db
      .insertInto('outbox')
      .values(reactions.map((reaction) => ({ cityId: tx.cityId, journalId: id, reaction, dueAt: by.now, lastError: null })))
      .execute();
  }
  return id;
}

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
