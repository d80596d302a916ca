import { sql } from 'kysely';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { WriteContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Tx } from '../db/read.ts';
import type { Reaction } from '../slice.ts';
import { journalEntry, type JournalTables } from './journal.ts';

interface Due {
  readonly cityId: CityId;
  readonly journalId: Id;
  readonly reaction: string;
  readonly attempts: number;
}

export interface OutboxDelivery {
  readonly database: Database;
  readonly reactions: readonly Reaction[];
  readonly systemContext: (tx: Tx, at: Date) => WriteContext;
  readonly clock: () => Date;
  readonly onError: (error: unknown, reaction: string) => void;
}

// Retries wait 2, 4, 8 … seconds, at most an hour: 12 attempts last about 2.3 hours, then the row stays for a person to see.
const retryAfterSeconds = (attempts: number) => Math.min(2 ** attempts, 3600);

async function deliverOne(delivery: OutboxDelivery, due: Due, tx: Tx): Promise<void> {
  const reaction = delivery.reactions.find((candidate) => candidate.name === due.reaction);
  const fact = await journalEntry(tx, due.journalId);
  // A reaction that a newer program no longer has is done with.
  if (reaction && fact) await reaction.react(delivery.systemContext(tx, delivery.clock()), fact);
  await tx
    .writing<JournalTables>()
    .deleteFrom('outbox')
    .where('cityId', '=', due.cityId)
    .where('journalId', '=', due.journalId)
    .where('reaction', '=', due.reaction)
    .execute();
}

async function postpone(delivery: OutboxDelivery, due: Due, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  const dueAt = new Date(delivery.clock().getTime() + retryAfterSeconds(due.attempts + 1) * 1000);
  await delivery.database.write(due.cityId, (tx) =>
    tx
      .writing<JournalTables>()
      .updateTable('outbox')
      .set({ attempts: due.attempts + 1, lastError: text.slice(0, 500), dueAt })
      .where('cityId', '=', due.cityId)
      .where('journalId', '=', due.journalId)
      .where('reaction', '=', due.reaction)
      .execute(),
  );
}

/**
 * Delivers one due fact to one reaction. The row is locked (`for update skip locked`), so several workers share
 * the table without delivering the same row at once; row and effect go in one transaction.
 * Gives false when nothing is due.
 */
export async function deliverNext(delivery: OutboxDelivery): Promise<boolean> {
  let current: Due | undefined;
  try {
    return await delivery.database.write(0, async (lock) => {
      const [due] = await lock.rows(
        sql<Due>`select city_id, journal_id, reaction, attempts from outbox where due_at <= ${delivery.clock()} and attempts < 12 order by due_at, journal_id limit 1 for update skip locked`,
      );
      if (!due) return false;
      current = due;
      await deliverOne(delivery, due, lock.forCity(due.cityId));
      return true;
    });
  } catch (error) {
    if (!current) throw error;
    delivery.onError(error, current.reaction);
    await postpone(delivery, current, error);
    return true;
  }
}
