import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Sealer } from '../../platform/sealer.ts';
import { dialledOf } from '../rules/phones.ts';
import type { Sight } from '../rules/sight.ts';
import type { CaseState, Outcome } from '../schema/words.ts';
import { visible } from './visible.ts';

/** Finds the same telephone again; the number itself stands nowhere readable. */
export const phoneMark = (sealer: Sealer, phone: string): string => sealer.mark(dialledOf(phone));

export interface PhoneCase {
  readonly id: Id;
  readonly number: string;
  readonly title: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly unitId: Id | null;
  /** When this telephone told of it. */
  readonly at: Date;
}

/** Cases that this telephone told of since a moment, the last told first. What was merged counts where it went. */
export async function casesOfPhone(
  { read, sealer }: Pick<ReadContext, 'read' | 'sealer'>,
  phone: string,
  wanted: { readonly since: Date; readonly sight: Sight; readonly limit: number },
): Promise<PhoneCase[]> {
  return read.rows(sql<PhoneCase>`
    select cases.id, cases.number, cases.title, cases.state, cases.outcome, coalesce(cases.unit_id, cases.last_unit_id) as unit_id, told.at
    from (select case_id, max(at) as at from case_reporters
          where city_id = ${read.cityId} and phone_mark = ${phoneMark(sealer, phone)} and at >= ${wanted.since} group by case_id) as told
    join cases on cases.city_id = ${read.cityId} and cases.id = told.case_id
    where cases.state <> 'merged' and ${visible(wanted.sight)}
    order by told.at desc, cases.id limit ${wanted.limit}`);
}
