import type { Kysely, RawBuilder } from 'kysely';
import type { CityId } from '../../kernel/ids.ts';

/** The queries of a table set that change nothing. */
export type Queries<Tables> = Pick<Kysely<Tables>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'case' | 'dynamic'>;

/**
 * The reading side of the database for one city. It has no insert, update or delete, and its connection is a
 * read-only transaction, so raw SQL cannot write either.
 */
export class Read {
  constructor(
    readonly cityId: CityId,
    protected readonly connection: Kysely<unknown>,
  ) {}

  /** Typed queries on a slice's tables. */
  tables<Tables>(): Queries<Tables> {
    return this.connection.withTables<Tables & Record<string, never>>() as unknown as Queries<Tables>;
  }

  /** Runs raw SQL (`sql` of kysely) and gives its rows, keys in camelCase. */
  async rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    return (await query.execute(this.connection)).rows;
  }
}

/**
 * A running transaction that may write. Only the HTTP binder, the job runner and tests open one; a function that
 * takes a `Tx` therefore commits together with its journal entry, or not at all.
 */
export class Tx extends Read {
  /** Typed queries with insert, update and delete. */
  writing<Tables>(): Kysely<Tables> {
    return this.connection.withTables<Tables & Record<string, never>>() as unknown as Kysely<Tables>;
  }

  /** The same transaction seen from another city; only for machinery that serves all cities. */
  forCity(cityId: CityId): Tx {
    return new Tx(cityId, this.connection);
  }
}
