import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/read.ts';

/** Numbers of cases. A number is counted once, whatever becomes of it. */

/** `2611-01072`; from the hundred thousandth on with a digit more. */
const counted = (tx: Tx, month: string) => sql`
  insert into case_numbers (city_id, month, last) values (${tx.cityId}, ${month}, 1)
  on conflict (city_id, month) do update set last = case_numbers.last + 1
  returning month || '-' || lpad(last::text, greatest(5, length(last::text)), '0') as number`;

/** The next number of a month, `2611-01072`. The month's row is held until the commit, so this is asked late. */
export async function nextNumber(tx: Tx, month: string): Promise<string> {
  const [row] = await tx.rows(sql<{ number: string }>`${counted(tx, month)}`);
  if (!row) throw new Error('no number was counted');
  return row.number;
}

export interface Reservation {
  readonly personId: Id;
  readonly at: Date;
  readonly until: Date;
}

/** Counts a number and keeps it for one person, in one statement. */
export async function reserveNumber(tx: Tx, month: string, { personId, at, until }: Reservation): Promise<string> {
  const [row] = await tx.rows(sql<{ number: string }>`
    with counted as (${counted(tx, month)})
    insert into case_reserved_numbers (city_id, number, person_id, reserved_at, expires_at)
    select ${tx.cityId}, number, ${personId}, ${at}, ${until} from counted returning number`);
  if (!row) throw new Error('no number was reserved');
  return row.number;
}

/** Uses up a reserved number. False when this person has none of that number at this moment, for whatever reason. */
export async function takeReserved(tx: Tx, number: string, personId: Id, now: Date): Promise<boolean> {
  const rows = await tx.rows(sql<{ number: string }>`
    delete from case_reserved_numbers
    where city_id = ${tx.cityId} and number = ${number} and person_id = ${personId} and expires_at > ${now} returning number`);
  return rows.length === 1;
}

export interface Lapsed {
  readonly number: string;
  readonly personId: Id;
}

/** Takes away the reservations that were never used; their numbers stay gaps. */
export async function takeLapsed(tx: Tx, now: Date): Promise<readonly Lapsed[]> {
  return tx.rows(sql<Lapsed>`
    delete from case_reserved_numbers where city_id = ${tx.cityId} and expires_at <= ${now} returning number, person_id`);
}
