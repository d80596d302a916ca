import type { Actor, Permission } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { Locale } from '../kernel/text.ts';
import type { Read, Tx } from './db/read.ts';
import type { FileStore, StagedFile } from './files/store.ts';
import type { Limits } from './limits/limits.ts';
import type { Outside } from './notify/outside.ts';
import type { Sealer } from './sealer.ts';

/** What every use case gets; nothing is ambient. */
export interface ReadContext {
  readonly actor: Actor;
  /** The moment of the request; rules and services read no clock. */
  readonly now: Date;
  readonly locale: Locale;
  readonly read: Read;
  readonly files: FileStore;
  /** For personal data that must not stand readable in the database. */
  readonly sealer: Sealer;
  /** Counts that stand whatever becomes of the request: against guessing. */
  readonly limits: Limits;
  /** How people without an account are reached. */
  readonly outside: Outside;
  readonly requestId: string;
  /** Address and client, for the journal and rate rules. */
  readonly origin: { readonly ip: string; readonly agent: string };
  /** Absolute address of the deployment, `https://city.example`. */
  readonly publicUrl: string;
  /** Does any post of the actor hold the permission? */
  may(permission: Permission): boolean;
}

/** What a writing use case gets: everything it does commits together or not at all. */
export interface WriteContext extends ReadContext {
  readonly tx: Tx;
  /** The request's file, for operations declared `raw`; `ctx.files.keep(ctx, ctx.staged)` makes it a record. */
  readonly staged?: StagedFile;
  /** Writes a fact into the journal and the outbox, in this transaction; `by` when it is not the request's actor (a link's token in the address). */
  record(fact: Fact, by?: Actor): Promise<void>;
  /** The same for many facts: an import of 100,000 rows asks the database a hundred times, not 100,000. */
  recordAll(facts: readonly Fact[], by?: Actor): Promise<void>;
  /** Queues a job, in this transaction. */
  enqueue(job: string, data: object, options?: { readonly startAfter?: Date; readonly singletonKey?: string }): Promise<void>;
}

/**
 * Every type of fact. Each slice adds those that it has words for (`fact-words.ts`), so that a fact which nobody could
 * read does not compile.
 */
export interface FactTypes {}

/** Something that happened, past tense. */
export interface Fact {
  /** `case.closed` */
  readonly type: keyof FactTypes;
  readonly subject: { readonly kind: string; readonly id: Id };
  /** What changed; only fields that are fit to be kept for years (no secrets). */
  readonly before?: object | null;
  readonly after?: object | null;
}

/** A fact as it stands in the journal. */
export interface JournalEntry extends Omit<Fact, 'type'> {
  readonly id: Id;
  readonly type: string;
  readonly at: Date;
  readonly actor: { readonly kind: Actor['kind']; readonly personId: Id | null; readonly name: string };
  readonly before: object | null;
  readonly after: object | null;
}
