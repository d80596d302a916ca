import type { FastifyRequest } from 'fastify';
import type { Actor, Grants } from '../../kernel/actor.ts';
import type { CityId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/text.ts';
import type { Fact, ReadContext, WriteContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Read, Tx } from '../db/read.ts';
import type { FileStore } from '../files/store.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Limits } from '../limits/limits.ts';
import type { Outside } from '../notify/outside.ts';
import { appendFacts } from '../journal/journal.ts';
import type { Origin } from '../origin.ts';
import { sealerFor, type Sealer } from '../sealer.ts';
import type { Reaction } from '../slice.ts';
import { holds } from '../../kernel/actor.ts';

/** The city that a host name stands for. */
export interface ServedCity {
  readonly cityId: CityId;
  readonly name: string;
}

/** What the HTTP edge needs from the rest; put together by the composition root. */
export interface HttpDeps {
  readonly database: Database;
  readonly files: FileStore;
  readonly jobs: () => Jobs;
  readonly grants: Grants;
  readonly reactions: readonly Reaction[];
  readonly clock: () => Date;
  /** Null = this host serves no city; on a deployment with one city every host is its. */
  readonly cityFor: (host: string) => Promise<ServedCity | null>;
  /** The person behind the request's session, key or link; the public without one. @throws Problem when a session may not act yet */
  readonly authenticate: (request: FastifyRequest, cityId: CityId, locale: Locale, permission: string) => Promise<Actor>;
  readonly publicUrl: (request: FastifyRequest) => string;
  /** Keys what pages seal into their forms. */
  readonly secret: string;
  readonly limits: Limits;
  /** What the public may send is counted for all processes together; off only where a test sends thousands of requests. */
  readonly limitsRequests: boolean;
  readonly outside: Outside;
}

export type { Origin };

type ContextDeps = Pick<HttpDeps, 'files' | 'jobs' | 'grants' | 'reactions' | 'secret' | 'limits' | 'outside'>;

// One sealer a secret: deriving its keys takes 50 µs, and a process has one secret.
const sealers = new Map<string, Sealer>();
export function sealerOf(secret: string): Sealer {
  const known = sealers.get(secret) ?? sealerFor(secret);
  sealers.set(secret, known);
  return known;
}

/** Puts a reading context together. */
export function readContext(
  deps: Pick<HttpDeps, 'files' | 'grants' | 'secret' | 'limits' | 'outside'>,
  origin: Origin,
  read: Read,
): ReadContext {
  return {
    actor: origin.actor,
    now: origin.now,
    locale: origin.locale,
    read,
    files: deps.files,
    sealer: sealerOf(deps.secret),
    limits: deps.limits,
    outside: deps.outside,
    requestId: origin.requestId,
    origin: { ip: origin.ip, agent: origin.agent },
    publicUrl: origin.publicUrl,
    may: (permission) => holds(origin.actor, deps.grants, permission),
  };
}

/** Puts a writing context together around a transaction. */
export function writeContext(deps: ContextDeps, origin: Origin, tx: Tx): WriteContext {
  const reactionsTo = (type: string) => deps.reactions.filter((reaction) => reaction.on === type).map((reaction) => reaction.name);
  const recordAll = (facts: readonly Fact[], by?: Actor) =>
    appendFacts(tx, { ...origin, ...(by ? { actor: by } : {}), reactionsTo }, facts);
  return {
    ...readContext(deps, origin, tx),
    tx,
    record: (fact, by) => recordAll([fact], by),
    recordAll,
    enqueue: (job, data, options) => deps.jobs().enqueue(tx, job, data, options),
  };
}

/** The actor of background work and of the start-up. */
export const systemActor = (cityId: CityId): Actor => ({ cityId, kind: 'system', personId: null, name: '系统', posts: [], locale: 'zh' });

/** A context for background work in a city. */
export function systemContext(deps: ContextDeps, tx: Tx, now: Date, publicUrl: string): WriteContext {
  const origin: Origin = { actor: systemActor(tx.cityId), now, locale: 'zh', requestId: 'system', ip: '', agent: 'system', publicUrl };
  return writeContext(deps, origin, tx);
}
