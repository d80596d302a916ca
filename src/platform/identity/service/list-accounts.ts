import { sql } from 'kysely';
import type { InputOf, OutputOf } from '../../../kernel/operation.ts';
import type { ReadContext } from '../../context.ts';
import type { Read } from '../../db/read.ts';
import type { listAccounts as operation } from '../api.ts';
import { lockedOut, lockedOutAmong } from '../attempts.ts';
import type { IdentityOptions } from '../ports.ts';
import type { IdentityTables } from '../tables.ts';

interface Row {
  readonly userId: string;
  readonly personId: string;
  readonly name: string;
  readonly userName: string;
  readonly createdAt: Date;
  readonly lastSignIn: Date | null;
  readonly twoFactorOn: boolean;
  readonly mustChangePassword: boolean;
  readonly lockedAt: Date | null;
  readonly lockedReason: string;
  readonly sessions: number;
}

/** Accounts by user name; the cursor is the last one's. A city has about 5,000. */
export async function listAccounts(
  options: IdentityOptions,
  ctx: ReadContext,
  input: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const out = input.locked ? await lockedOutAmong(ctx.read, options.secret, () => userNames(ctx.read), ctx.now) : [];
  const text = input.text ? `%${input.text.replace(/[\\%_]/g, '\\$&')}%` : null;
  const rows = await ctx.read.rows(
    sql<Row>`select a.user_id, a.person_id, u."name", a.user_name, a.created_at, a.last_sign_in_at as last_sign_in, coalesce(u."twoFactorEnabled", false) as two_factor_on,
        a.must_change_password, a.locked_at, a.locked_reason, (select count(*) from auth."session" s where s."userId" = a.user_id) as sessions
      from accounts a join auth."user" u on u."id" = a.user_id
      where a.city_id = ${ctx.read.cityId}
        and (${input.cursor ?? null}::text is null or a.user_name > ${input.cursor ?? null})
        and (${text}::text is null or a.user_name ilike ${text} or u."name" ilike ${text})
        and (${input.personId ?? null}::uuid is null or a.person_id = ${input.personId ?? null})
        and (${input.locked ?? null}::text is null or (a.locked_at is not null or a.user_name = any(${out}::text[])) = (${input.locked ?? null} = 'yes'))
      order by a.user_name limit ${input.limit + 1}`,
  );
  const page = rows.slice(0, input.limit);
  const locks = await lockedOut(
    ctx.read,
    options.secret,
    page.map((row) => row.userName),
    ctx.now,
  );
  const items = page.map((row) => ({ ...row, lockedOutUntil: locks.get(row.userName) ?? null }));
  return { items, next: rows.length > input.limit ? (page.at(-1)?.userName ?? null) : null };
}

const userNames = async (read: Read): Promise<string[]> => {
  const rows = await read.tables<IdentityTables>().selectFrom('accounts').select('userName').where('cityId', '=', read.cityId).execute();
  return rows.map((row) => row.userName);
};
