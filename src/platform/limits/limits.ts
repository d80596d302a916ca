import { isIPv6 } from 'node:net';
import { Address6 } from 'ip-address';
import { sql } from 'kysely';
import type { CityId } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Database } from '../db/database.ts';
import type { Sealer } from '../sealer.ts';

/** So often may one do something, within so many seconds from the first time. */
export interface Limit {
  /** What is counted, `follow.code`; counts of different limits do not mix. */
  readonly what: string;
  readonly most: number;
  readonly seconds: number;
}

/**
 * Counts that all processes share, in one table of the database. Counting is one statement (0.3 ms on a Unix
 * socket) on a connection of its own: it stands whatever becomes of the request and its transaction.
 */
export interface Limits {
  count(cityId: CityId, limit: Limit, who: string): Promise<void>;
  /** How many of each so far, in the order asked; changes nothing. */
  seen(cityId: CityId, asked: readonly { readonly limit: Limit; readonly who: string }[]): Promise<number[]>;
  /** Counts one. @throws Problem tooMany when it is one too many */
  spend(cityId: CityId, limit: Limit, who: string): Promise<void>;
}

interface Counted {
  readonly n: number;
  readonly until: Date;
}

/** Puts the counts on a database. `who` is stored as a mark only, so that the table tells of nobody. */
export function limitsOn(database: Database, clock: () => Date, sealer: Sealer): Limits {
  const hit = async (cityId: CityId, { what, seconds }: Limit, who: string): Promise<Counted> => {
    const now = clock();
    const until = new Date(now.getTime() + seconds * 1000);
    const [row] = await database.apart(sql<Counted>`
      insert into limit_counts as counted (city_id, what, who, n, until) values (${cityId}, ${what}, ${sealer.mark(who)}, 1, ${until})
      on conflict (city_id, what, who) do update set
        n = case when counted.until <= ${now} then 1 else counted.n + 1 end,
        until = case when counted.until <= ${now} then excluded.until else counted.until end
      returning n, until`);
    return row ?? { n: 1, until };
  };
  return {
    count: async (cityId, limit, who) => {
      await hit(cityId, limit, who);
    },
    seen: async (cityId, asked) => {
      const marks = asked.map(({ limit, who }) => ({ what: limit.what, who: sealer.mark(who) }));
      const pairs = sql.join(marks.map(({ what, who }) => sql`(${what}, ${who})`));
      const rows = await database.apart(sql<{ what: string; who: string; n: number }>`
        select what, who, n from limit_counts where city_id = ${cityId} and (what, who) in (${pairs}) and until > ${clock()}`);
      return marks.map(({ what, who }) => rows.find((row) => row.what === what && row.who === who)?.n ?? 0);
    },
    spend: async (cityId, limit, who) => {
      const { n, until } = await hit(cityId, limit, who);
      if (n <= limit.most) return;
      throw new Problem(problems.tooMany, { seconds: Math.max(1, Math.ceil((until.getTime() - clock().getTime()) / 1000)) });
    },
  };
}

/** Bits of an IPv6 address that name a house; the other 64 its owner chooses freely, so they tell nobody apart. */
const HOUSE = 64;

/** An address as one that counts. An IPv4 address in the dress of IPv6 is the same address. */
export function countedAddress(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const address = new Address6(ip);
  if (address.isMapped4()) return address.to4().correctForm();
  return `${new Address6(`${address.correctForm()}/${HOUSE}`).startAddress().correctForm()}/${HOUSE}`;
}
