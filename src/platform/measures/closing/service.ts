import { setTimeout } from 'node:timers/promises';
import { dayOf, monthOf } from '../../../kernel/calendar.ts';
import type { InputOf, OutputOf } from '../../../kernel/operation.ts';
import { decided, Problem, problems } from '../../../kernel/problem.ts';
import type { ReadContext, WriteContext } from '../../context.ts';
import { newId } from '../../ids.ts';
import type { Measure } from '../../slice.ts';
import type { closeMonth as closeOperation, listClosedMonths, previewClosing } from './api.ts';
import { daysOf, dueMonths, lastMonth, mayClose, type Month } from './rules.ts';
import { closingProblems, type ClosedMonth } from './schema.ts';
import {
  closedMonths,
  closingDayOf,
  insertClosed,
  insertFigures,
  saveClosingDay,
  tryLockMonth,
  type ClosedRow,
  type KeptFigure,
} from './store.ts';

export const closedView = ({ month, closedAt, closedBy, closedByName }: ClosedRow): ClosedMonth => ({
  month: month.slice(0, 7),
  closedAt,
  closedBy: closedBy === null ? null : closedByName,
});

const BEGINNING = '1900-01-01';

const closedSoFar = (ctx: ReadContext) => closedMonths(ctx.read, BEGINNING, dayOf(ctx.now));

export async function listClosed(ctx: ReadContext): Promise<OutputOf<typeof listClosedMonths>> {
  const closed = await closedSoFar(ctx);
  const last = lastMonth(monthOf(dayOf(ctx.now)));
  return {
    items: closed.toReversed().map(closedView),
    next: closed.some(({ month }) => month === last) ? null : last.slice(0, 7),
    day: await closingDayOf(ctx.read),
  };
}

/** Every figure of the month, for the city and by whatever the measure can be divided. */
async function everyFigure(ctx: ReadContext, measure: Measure, month: Month): Promise<KeptFigure[]> {
  const period = daysOf(month);
  if (measure.closing) {
    const kept = await measure.closing.everyFigure(ctx, period);
    return kept.map((one) => ({ measure: measure.id, ...one }));
  }
  const whole: KeptFigure = { measure: measure.id, split: 'city', key: '', figure: await measure.figure(ctx, period) };
  const kept = [whole];
  for (const by of ['unit', 'area', 'category', 'channel'] as const) {
    if (!measure.groupings.includes(by)) continue;
    for (const { key, label: _label, ...figure } of await measure.grouped(ctx, period, by))
      kept.push({ measure: measure.id, split: by, key, figure });
  }
  return kept;
}

async function allFigures(ctx: ReadContext, measures: readonly Measure[], month: Month): Promise<KeptFigure[]> {
  const figures: KeptFigure[] = [];
  for (const measure of measures) figures.push(...(await everyFigure(ctx, measure, month)));
  return figures;
}

async function checked(ctx: ReadContext, text: string): Promise<Month> {
  const month = `${text}-01`;
  const closed = (await closedMonths(ctx.read, month, month)).length > 0;
  decided(mayClose(month, { today: dayOf(ctx.now), closed }));
  return month;
}

export const previewOf =
  (measures: readonly Measure[]) =>
  async (ctx: ReadContext, input: InputOf<typeof previewClosing>): Promise<OutputOf<typeof previewClosing>> => {
    const month = await checked(ctx, input.month);
    const figures = await allFigures(ctx, measures, month);
    const lines = measures.flatMap(({ id, name, kind }) => {
      const whole = figures.find((one) => one.measure === id && one.split === 'city');
      return whole ? [{ id, name, kind, ...whole.figure }] : [];
    });
    return { month: input.month, measures: lines, figures: figures.length };
  };

const TRIES = 300;
const PAUSE_MS = 100;

/**
 * Waits until nobody is changing one of the month's records. It never stands in the queue of the lock: whoever came after
 * would wait behind it, also those for whom the lock's holders wait. Changes take milliseconds.
 * @throws Problem unavailable when somebody was changing one all the time
 */
async function lockMonth(ctx: WriteContext, month: Month): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    if (await tryLockMonth(ctx.tx, month)) return;
    await setTimeout(PAUSE_MS);
  }
  throw new Problem(problems.unavailable);
}

/**
 * Closes a month: from here on its figures are those that are computed in this transaction, and whatever changes one of
 * its records afterwards keeps the record's image. Changes of such records wait until it is done: a second or two at
 * 80,000 cases a month.
 * @throws Problem monthNotOver, monthClosed, unavailable
 */
export const closeMonth =
  (measures: readonly Measure[]) =>
  async (ctx: WriteContext, input: InputOf<typeof closeOperation>): Promise<OutputOf<typeof closeOperation>> => {
    const month = await checked(ctx, input.month);
    await lockMonth(ctx, month);
    const { actor } = ctx;
    const id = newId();
    const row = { id, month, closedAt: ctx.now, closedBy: actor.personId, closedByName: actor.name };
    if (!(await insertClosed(ctx.tx, row))) throw new Problem(closingProblems.monthClosed, { month: input.month });
    const figures = await allFigures(ctx, measures, month);
    await insertFigures(ctx.tx, month, figures);
    await ctx.record({
      type: 'month.closed',
      subject: { kind: 'closedMonth', id },
      after: { month: input.month, figures: figures.length },
    });
    return { month: input.month, figures: figures.length };
  };

/** Closes what is due, one month a transaction. */
export const closeDue = (measures: readonly Measure[], job: string) => async (ctx: WriteContext) => {
  const closed = (await closedSoFar(ctx)).map(({ month }) => month);
  const [first, ...more] = dueMonths(dayOf(ctx.now), await closingDayOf(ctx.read), closed);
  if (!first) return;
  await closeMonth(measures)(ctx, { month: first.slice(0, 7) });
  if (more.length > 0) await ctx.enqueue(job, {});
};

export async function setDay(ctx: WriteContext, { day }: { readonly day: number | null }): Promise<{ day: number | null }> {
  const before = await closingDayOf(ctx.tx);
  if (before !== day) {
    await saveClosingDay(ctx.tx, day);
    await ctx.record({
      type: 'closing.daySet',
      subject: { kind: 'closingSettings', id: newId() },
      before: { day: before },
      after: { day },
    });
  }
  return { day };
}
