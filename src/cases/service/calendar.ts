import { getHolidaysInRange, getWorkdaysInRange } from 'chinese-days';
import { isWorked, plusDays, type DayKind } from '../../kernel/calendar.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { caseProblems } from '../schema/problems.ts';
import type { CalendarYear } from '../schema/settings.ts';
import { touchCasework } from '../store/casework.ts';
import type { CaseTables } from '../store/tables.ts';

/** The city's calendar of working days. */

const weekdays = { days: new Map<string, DayKind>(), officialYears: new Set<number>(), seasons: [] };

/**
 * The published holidays and make-up workdays of a year. The library answers "workday" for every weekday of a year that
 * it does not know, so a year without a single holiday is refused. @throws Problem calendarYear
 */
export function publishedDays(year: number): { day: string; kind: DayKind; name: string }[] {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const holidays = getHolidaysInRange(from, to, false);
  if (holidays.length === 0) throw new Problem(caseProblems['cases.calendarYear'], { year });
  const makeup = getWorkdaysInRange(from, to, true).filter((day) => !isWorked(weekdays, day));
  return [
    ...holidays.map((day) => ({ day, kind: 'holiday' as const, name: '' })),
    ...makeup.map((day) => ({ day, kind: 'makeup' as const, name: '调休上班' })),
  ].toSorted((a, b) => a.day.localeCompare(b.day));
}

export async function readCalendar(ctx: ReadContext, input: { readonly year: number }): Promise<CalendarYear> {
  const from = ctx.read.tables<CaseTables>();
  const year = await from
    .selectFrom('calendarYears')
    .selectAll()
    .where('cityId', '=', ctx.read.cityId)
    .where('year', '=', input.year)
    .executeTakeFirst();
  const days = await from
    .selectFrom('calendarDays')
    .select(['day', 'kind', 'name'])
    .where('cityId', '=', ctx.read.cityId)
    .where('year', '=', input.year)
    .orderBy('day')
    .execute();
  return { year: input.year, official: year?.official ?? false, source: year?.source ?? '', days };
}

export interface CalendarInput {
  readonly year: number;
  readonly official: boolean;
  readonly source: string;
  readonly days: readonly { readonly day: string; readonly kind: DayKind; readonly name: string }[];
}

export async function saveCalendar(ctx: WriteContext, input: CalendarInput): Promise<CalendarYear> {
  const before = await readCalendar(ctx, input);
  const db = ctx.tx.writing<CaseTables>();
  const { cityId } = ctx.tx;
  await db.deleteFrom('calendarDays').where('cityId', '=', cityId).where('year', '=', input.year).execute();
  const values = { official: input.official, source: input.source };
  await db
    .insertInto('calendarYears')
    .values({ cityId, year: input.year, ...values })
    .onConflict((conflict) => conflict.columns(['cityId', 'year']).doUpdateSet(values))
    .execute();
  const last = plusDays(`${input.year + 1}-01-01`, -1);
  const days = input.days.filter((day) => day.day >= `${input.year}-01-01` && day.day <= last);
  if (days.length > 0)
    await db
      .insertInto('calendarDays')
      .values(days.map((day) => ({ cityId, year: input.year, day: day.day, kind: day.kind, name: day.name })))
      .execute();
  await touchCasework(ctx.tx);
  await ctx.record({
    type: 'calendar.saved',
    subject: { kind: 'city', id: calendarSubject },
    before: { official: before.official, days: before.days.length },
    after: { year: input.year, ...values, days: days.length },
  });
  // Due times that were computed with the old calendar are computed again in the background.
  await ctx.enqueue('cases.recompute', { year: input.year }, { singletonKey: `year-${input.year}` });
  return readCalendar(ctx, input);
}

/** Settings of a city have no record of their own: the journal names them all by this id. */
export const calendarSubject = '00000000-0000-7000-8000-000000000004';

export const fillCalendar = (ctx: WriteContext, input: { readonly year: number }): Promise<CalendarYear> =>
  saveCalendar(ctx, { year: input.year, official: true, source: '国务院办公厅关于部分节假日安排的通知', days: publishedDays(input.year) });
