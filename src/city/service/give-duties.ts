import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Day } from '../../kernel/time.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { dayBefore } from '../rules.ts';
import type { DutyRow } from '../store/duties.ts';
import type { CityTables } from '../store/tables.ts';

/** 9 values a row of 65,535 that a statement may carry. */
const BATCH = 1000;

export interface GivenDuty {
  readonly areaId: Id;
  readonly personId: Id;
  readonly validFrom: Day;
  readonly note: string;
  /** Who answered for the area until then, and hands it over. */
  readonly from: Pick<DutyRow, 'id' | 'personId' | 'validFrom' | 'revision'> | undefined;
}

/** Gives or hands over duties that the rules allow, three statements for a thousand. @throws Problem stale when somebody was faster */
export async function giveDuties(ctx: WriteContext, given: readonly GivenDuty[]): Promise<void> {
  for (let at = 0; at < given.length; at += BATCH) {
    const part = given.slice(at, at + BATCH).map((duty) => ({ ...duty, id: newId() }));
    await closeAll(ctx, part);
    await ctx.tx
      .writing<CityTables>()
      .insertInto('areaDuties')
      .values(
        part.map(({ id, areaId, personId, validFrom, note }) => ({
          cityId: ctx.tx.cityId,
          id,
          areaId,
          personId,
          postId: null,
          validFrom,
          validTo: null,
          note,
        })),
      )
      .execute();
    await ctx.recordAll(
      part.map(({ id, areaId, personId, validFrom, from }) => ({
        type: from ? ('duty.transferred' as const) : ('duty.given' as const),
        subject: { kind: 'duty', id },
        after: { areaId, personId, validFrom, validTo: null },
        ...(from ? { before: { personId: from.personId, validFrom: from.validFrom, validTo: dayBefore(validFrom) } } : {}),
      })),
    );
  }
}

async function closeAll(ctx: WriteContext, given: readonly GivenDuty[]): Promise<void> {
  const ends = given.flatMap(({ from, validFrom }) =>
    from ? [{ id: from.id, revision: from.revision, validTo: dayBefore(validFrom) }] : [],
  );
  if (ends.length === 0) return;
  const closed = await ctx.tx.rows(
    sql`update area_duties d set valid_to = v."validTo", revision = d.revision + 1
      from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as v(id uuid, revision integer, "validTo" date)
      where d.city_id = ${ctx.tx.cityId} and d.id = v.id and d.revision = v.revision returning d.id`,
  );
  if (closed.length !== ends.length) throw new Problem(problems.stale);
}
