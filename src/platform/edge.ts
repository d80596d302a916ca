import type { FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.ts';
import type { CityId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/text.ts';
import type { ReadContext, WriteContext } from './context.ts';
import type { Database } from './db/database.ts';
import type { FileStore } from './files/store.ts';
import type { Limits } from './limits/limits.ts';
import type { Origin } from './origin.ts';

/**
 * What an address that is neither an operation nor a page (Open311, live notices) has of the platform: the same city,
 * actor, contexts and transaction that the binder gives to operations.
 */
export interface Edge {
  readonly database: Database;
  readonly files: FileStore;
  readonly limits: Limits;
  /**
   * Who asks, of which city, when, in which language. `authenticate` replaces session, key and link, for standards
   * that name their callers another way. @throws Problem notFound when the host serves no city
   */
  origin(request: FastifyRequest, authenticate?: (cityId: CityId, locale: Locale) => Promise<Actor>): Promise<Origin>;
  /** For reading, each statement on its own. */
  reading(origin: Origin): ReadContext;
  /** Runs the work in one transaction. */
  writing<T>(origin: Origin, work: (ctx: WriteContext) => Promise<T>): Promise<T>;
}
