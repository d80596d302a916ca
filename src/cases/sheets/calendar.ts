import type { DayKind } from '../../kernel/calendar.ts';
import type { WriteContext } from '../../platform/context.ts';
import { choice, date, text, yesNo } from '../../platform/sheets/columns.ts';
import { defineSheet } from '../../platform/sheets/template.ts';
import { readCalendar, saveCalendar } from '../service/calendar.ts';
import { casework } from '../store/casework.ts';

const kinds = {
  holiday: { zh: '放假', en: 'holiday' },
  makeup: { zh: '调休上班', en: 'worked instead' },
  rest: { zh: '本市休息', en: 'rest day of the city' },
  workday: { zh: '上班', en: 'workday' },
} as const satisfies Record<DayKind, { zh: string; en: string }>;

/** Days that differ from Monday to Friday. A year that occurs in the sheet is replaced as a whole by its rows. */
export const calendarSheet = defineSheet({
  name: 'case-calendar',
  title: { zh: '工作日历', en: 'Calendar of working days' },
  permission: 'cases.settings',
  importPermission: 'cases.settings',
  columns: {
    day: date({ header: { zh: '日期', en: 'Day' }, required: true, example: '2027-02-06' }),
    kind: choice({ header: { zh: '怎么算', en: 'Counts as' }, choices: kinds, required: true }),
    name: text({ header: { zh: '说明', en: 'Note' }, max: 40, width: 24 }),
    official: yesNo({
      header: { zh: '国务院已公布', en: 'Announced' },
      required: true,
      note: { zh: '没有公布的年份只作暂定，时限会注明', en: 'A year that is not announced stays provisional' },
    }),
  },
  async *load(ctx) {
    const { calendarYears } = await casework(ctx.read);
    for (const year of [...calendarYears.keys()].toSorted((a, b) => a - b)) {
      const calendar = await readCalendar(ctx, { year });
      for (const day of calendar.days) yield { ...day, official: calendar.official };
    }
  },
  async plan(ctx, rows) {
    const { work, calendarYears } = await casework(ctx.read);
    const seen = new Map<string, number>();
    return rows.map(({ row, values }) => {
      const before = seen.get(values.day);
      if (before !== undefined)
        return { faults: [{ path: 'day', code: 'twice', zh: `和第 ${before} 行重复`, en: `stands in row ${before} already` }] };
      seen.set(values.day, row);
      const known = work.calendar.table.days.get(values.day);
      const official = calendarYears.get(Number(values.day.slice(0, 4)))?.official;
      return {
        verdict: known === undefined ? 'create' : known === values.kind && official === values.official ? 'same' : 'update',
      } as const;
    });
  },
  async apply(ctx, rows) {
    for (const year of new Set(rows.map(({ values }) => Number(values.day.slice(0, 4)))))
      await applyYear(
        ctx,
        year,
        rows.map(({ values }) => values).filter((one) => Number(one.day.slice(0, 4)) === year),
      );
  },
});

interface DayRow {
  readonly day: string;
  readonly kind: DayKind;
  readonly name: string | null;
  readonly official: boolean;
}

async function applyYear(ctx: WriteContext, year: number, changed: readonly DayRow[]): Promise<void> {
  const before = await readCalendar(ctx, { year });
  const days = new Map(before.days.map((day) => [day.day, day]));
  for (const one of changed) days.set(one.day, { day: one.day, kind: one.kind, name: one.name ?? '' });
  const official = changed.every((one) => one.official);
  await saveCalendar(ctx, {
    year,
    official,
    source: before.source,
    days: [...days.values()].toSorted((a, b) => a.day.localeCompare(b.day)),
  });
}
