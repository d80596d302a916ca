import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { plusDays, type DayKind } from '../../kernel/calendar.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import { caseProblems } from '../schema/problems.ts';
import type { CalendarYear } from '../schema/settings.ts';
import { touchCasework } from '../store/casework.ts';
import type { CaseTables } from '../store/tables.ts';

/** The city's calendar of working days. */

/** `Spring Festival,春节,4` */
const chineseName = (entry: string): string => entry.split(',')[1] ?? '';

/**
 * The published holidays and make-up workdays of a year, from the data of `chinese-days`: its functions read a day as UTC
 * and say it in the server's own time, so that west of Greenwich every holiday is a day early. A year that it does not
 * know is refused, not guessed. @throws Problem calendarYear
 */
export function publishedDays(year: number): { day: string; kind: DayKind; name: string }[] {
  const ofYear = (days: Readonly<Record<string, string>>) => Object.entries(days).filter(([day]) => day.startsWith(`${year}-`));
  const holidays = ofYear(published.holidays);
  if (holidays.length === 0) throw new Problem(caseProblems['cases.calendarYear'], { year });
  return [
    ...holidays.map(([day, entry]) => ({ day, kind: 'holiday' as const, name: chineseName(entry) })),
    ...ofYear(published.workdays).map(([day, entry]) => ({ day, kind: 'makeup' as const, name: `${chineseName(entry)}调休上班` })),
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
