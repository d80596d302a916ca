import type { Role } from '../../kernel/actor.ts';
import type { WriteContext } from '../../platform/context.ts';
import { notify } from '../../platform/notify/notify.ts';
import { unitsOfKind } from '../../city/exports.ts';
import { alertTitle, isPressing, limitsFor, overdueMinutes, slippingTitle, soonUntil } from '../rules/alerts.ts';
import { minutesLate } from '../rules/deadlines.ts';
import { defaultLimits } from '../rules/defaults.ts';
import { casework, type Casework } from '../store/casework.ts';
import { historiesOf, historyOf } from '../store/history.ts';
import { runningOut, takeAlerts, type RunningOut, type RunningOutQuery } from '../store/alerts.ts';

/** Tells of clocks that run out: the unit before and when it happens, the office once a day of what stays late. */

/** Who handles for a unit; a community's secretary does, in the smallest ones alone. */
const liaisons: readonly Role[] = ['unitLiaison', 'districtStaff', 'streetStaff', 'communityHead', 'communityWorker'];
const withHead: readonly Role[] = [...liaisons, 'unitHead'];
const office: readonly Role[] = ['officeHead', 'officeStaff'];

const DAY = 86_400_000;
/** What was due before is no news: it stands in everybody's list and on Today. So a city that starts with this is not flooded. */
const NEWS_MS = 7 * DAY;
const BATCH = 200;

type UnitKind = 'dueSoon' | 'overdue';

function wantedFor(work: Casework, kind: UnitKind, now: Date): RunningOutQuery {
  const query = { kind, of: 'unit' as const, now, limit: BATCH };
  if (kind === 'overdue') return { ...query, after: new Date(now.getTime() - NEWS_MS), until: now };
  const limits = limitsFor(['receipt', 'handling'], work.policies, defaultLimits);
  return { ...query, after: now, until: limits.map((limit) => ({ limit, until: soonUntil(work.work, limit, work.settings, now) })) };
}

async function tellUnit(ctx: WriteContext, work: Casework, kind: UnitKind, one: RunningOut): Promise<void> {
  if (!one.unitId) return;
  const { caseId, number, title, clock, limit, dueAt } = one;
  await notify(ctx, {
    to: { unitId: one.unitId, roles: kind === 'dueSoon' ? liaisons : withHead },
    kind: `cases.${kind}`,
    title: alertTitle(kind, { number, title, clock, limit, due: dueAt }, work.work.calendar, ctx.now),
    href: `/work/cases/${caseId}`,
    urgent: isPressing(kind, one.urgent, dueAt, ctx.now),
  });
}

/** Every few minutes. Twice at once tells once: whoever writes the row of a run tells of it. */
export async function tellUnitsOfDue(ctx: WriteContext): Promise<void> {
  const work = await casework(ctx.tx);
  let full = false;
  for (const kind of ['dueSoon', 'overdue'] as const) {
    const found = await runningOut(ctx.tx, wantedFor(work, kind, ctx.now));
    full ||= found.length === BATCH;
    for (const one of await takeAlerts(ctx.tx, kind, found, ctx.now)) await tellUnit(ctx, work, kind, one);
  }
  if (full) await ctx.enqueue('cases.due', {});
}

/** Those whose clock ran over by so many minutes; while it stood still nobody was late. */
async function overFor(ctx: WriteContext, { work }: Casework, minutes: number, late: readonly RunningOut[]): Promise<RunningOut[]> {
  // Since the due time at least as much has passed: what is only just late needs no history.
  const passed = late.filter((one) => overdueMinutes(work.calendar, one.limit, one.dueAt, ctx.now) >= minutes);
  const histories = await historiesOf(ctx.tx, [...new Set(passed.map((one) => one.caseId))]);
  return passed.filter(
    ({ caseId, clock, limits }) => minutesLate(work, clock, historyOf(histories.get(caseId) ?? []), limits, ctx.now) >= minutes,
  );
}

const PAGE = 1000;

/**
 * Every morning before the digests: one line for all that became long overdue since the last one. However long ago they
 * were due: a clock may go on after months of pause, or the server have been down. Reads the open cases that are late, a
 * page at a time.
 */
export async function tellOfficeOfSlipping(ctx: WriteContext): Promise<void> {
  const work = await casework(ctx.tx);
  const minutes = work.settings.overdueOfficeMinutes;
  const numbers = new Set<string>();
  let page: RunningOut[] = [];
  do {
    const wanted = { kind: 'slipping', of: 'all', after: null, until: ctx.now, now: ctx.now, limit: PAGE, beyond: page.at(-1) } as const;
    page = await runningOut(ctx.tx, wanted);
    const long = await overFor(ctx, work, minutes, page);
    for (const { number } of await takeAlerts(ctx.tx, 'slipping', long, ctx.now)) numbers.add(number);
  } while (page.length === PAGE);
  if (numbers.size === 0) return;
  for (const unit of await unitsOfKind(ctx.tx, 'office')) {
    await notify(ctx, {
      to: { unitId: unit.id, roles: office },
      kind: 'cases.slipping',
      title: slippingTitle([...numbers], minutes),
      href: '/work/cases?overdue=true&sort=due',
    });
  }
}
