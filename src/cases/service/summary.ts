import { workdayMinutes, workingMinutesBetween } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Read } from '../../platform/db/read.ts';
import { areasByIds, unitsByIds } from '../../city/exports.ts';
import type { AreaRef, UnitRef } from '../../city/schema.ts';
import { lateAfter } from '../rules/deadlines.ts';
import type { CaseSummary } from '../schema.ts';
import { casework, className, type Casework } from '../store/casework.ts';
import type { ListRow } from '../store/list.ts';
import { areaIdsOf } from './access.ts';
import { isPaused } from './result.ts';

/** Names that rows refer to, asked once for a whole page. */
export interface Names {
  readonly work: Casework;
  readonly units: ReadonlyMap<Id, UnitRef>;
  readonly areas: ReadonlyMap<Id, AreaRef>;
}

type Named = Pick<ListRow, 'unitId' | 'longTermUnitId' | 'districtId' | 'streetId' | 'communityId' | 'blockId' | 'compoundId'>;

export async function namesFor(read: Read, rows: readonly Named[]): Promise<Names> {
  const unitIds = rows.flatMap((row) => [row.unitId, row.longTermUnitId]).filter((id) => id !== null);
  const [work, units, areas] = await Promise.all([casework(read), unitsByIds(read, unitIds), areasByIds(read, rows.flatMap(areaIdsOf))]);
  return { work, units, areas };
}

const CLOCK_DAY = 1440;

/** What is left on the running clock, negative when it is late, and how many minutes make a day of it. */
export function timeLeft(
  row: Pick<ListRow, 'dueAt' | 'clock' | 'limits' | 'lateMinutes' | 'lateFrom'>,
  { work: { calendar } }: Casework,
  now: Date,
): { readonly remainingMinutes: number | null; readonly dayMinutes: number } {
  const urgent = row.clock !== null && row.limits[row.clock].unit === 'urgentHours';
  const dayMinutes = urgent ? CLOCK_DAY : workdayMinutes(calendar, now);
  if (row.dueAt === null || row.clock === null) return { remainingMinutes: null, dayMinutes };
  const measure = (from: Date, to: Date) =>
    urgent ? Math.floor((to.getTime() - from.getTime()) / 60_000) : workingMinutesBetween(calendar, from, to).value;
  const { lateMinutes: minutes, lateFrom: until } = row;
  return { remainingMinutes: minutes === null ? measure(now, row.dueAt) : -lateAfter({ minutes, until }, now, measure), dayMinutes };
}

const briefUnit = (units: Names['units'], id: Id | null) =>
  id ? { id, name: units.get(id)?.name ?? '', shortName: units.get(id)?.shortName ?? '' } : null;

export function areasAround(row: Parameters<typeof areaIdsOf>[0], areas: Names['areas']) {
  return areaIdsOf(row).flatMap((id) => {
    const area = areas.get(id);
    return area ? [{ id, name: area.name, kind: area.kind }] : [];
  });
}

export function categoryBrief(work: Casework, code: string) {
  const category = work.categories.get(code);
  const name = category?.name ?? { zh: code, en: code };
  return { code, name, className: category ? className(work, category) : name };
}

export function summaryOf(row: ListRow, { work, units, areas }: Names, now: Date): CaseSummary {
  const paused = isPaused(row, now);
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    title: row.title,
    state: row.state,
    outcome: row.outcome,
    channel: row.channel,
    category: categoryBrief(work, row.category),
    urgent: row.urgent,
    supervised: row.supervisedBy !== null,
    place: row.place,
    areas: areasAround(row, areas),
    lng: row.lng,
    lat: row.lat,
    unit: briefUnit(units, row.unitId),
    reportedAt: row.reportedAt,
    assignedAt: row.assignedAt,
    closedAt: row.closedAt,
    clock: row.clock,
    dueAt: row.dueAt,
    paused,
    ...timeLeft(row, work, now),
    provisional: row.provisional,
    requestOpen: row.requestKind !== null,
    returns: row.returns,
    reworks: row.reworks,
    reopenings: row.reopenings,
    recurrence: row.recurrenceOf !== null,
    longTermExpected: row.longTermExpected,
    photoId: row.photoId,
    released: row.releasedAt !== null,
  };
}
