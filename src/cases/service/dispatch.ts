import { dayOf } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import { decided, Problem } from '../../kernel/problem.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { unitRef, unitsOfKind } from '../../city/exports.ts';
import type { UnitRef } from '../../city/schema.ts';
import { decideUnit } from '../rules/routing.ts';
import type { ActResult } from '../schema.ts';
import { caseProblems } from '../schema/problems.ts';
import { eventsOf } from '../store/history.ts';
import type { CaseChange, CaseRow } from '../store/rows.ts';
import { json, type CaseTables } from '../store/tables.ts';
import { touchCasework } from '../store/casework.ts';
import { applyStep, type Step } from './apply.ts';
import { act, opened, type ActInput } from './open.ts';
import { createCase } from './report.ts';
import { resultOf } from './result.ts';
import { canHandle, whyUnit } from './routing.ts';

/** From the office to a unit, and back to the office. */

/** @throws Problem unitUnfit */
export async function fitUnit(ctx: WriteContext, unitId: Id): Promise<UnitRef> {
  const unit = await unitRef(ctx.tx, unitId);
  if (!unit || !canHandle(unit)) throw new Problem(caseProblems['cases.unitUnfit'], { unit: unit?.name ?? '' });
  return unit;
}

/** Everything that starts anew with a unit. */
const handedTo = (unitId: Id, now: Date): CaseChange => ({
  unitId,
  assignedAt: now,
  acceptedAt: null,
  handledAt: null,
  requestKind: null,
  questionOpen: false,
  pausedByGrant: false,
});

async function dispatchStep(
  ctx: WriteContext,
  row: CaseRow,
  unit: UnitRef,
  note: string,
  assistUnitIds: readonly Id[] = [],
): Promise<Step> {
  const reason = await whyUnit(ctx, row, unit.id);
  return {
    act: 'dispatch',
    to: 'assigned',
    words: note,
    detail: { unitId: unit.id, unitName: unit.name, ...(row.unitId ? { previousUnitId: row.unitId } : {}) },
    public: true,
    set: {
      ...handedTo(unit.id, ctx.now),
      dispatchedBy: ctx.actor.personId,
      dispatchedAt: ctx.now,
      why: json(reason.why),
      ruleId: reason.ruleId,
      assistUnitIds: assistUnitIds.filter((id) => id !== unit.id),
    },
  };
}

export const dispatchCase = (
  ctx: WriteContext,
  input: ActInput & { readonly unitId: Id; readonly note: string; readonly assistUnitIds?: readonly Id[] | undefined },
): Promise<ActResult> =>
  act(ctx, 'dispatch', input, async ({ row }) => {
    const unit = await fitUnit(ctx, input.unitId);
    decided(decideUnit(row, unit));
    return dispatchStep(ctx, row, unit, input.note, input.assistUnitIds);
  });

/** Takes a dispatch back while nobody has acted on it: as if it had not happened, and both stand in the timeline. */
export const undoDispatch = (ctx: WriteContext, input: ActInput): Promise<ActResult> =>
  act(ctx, 'undoDispatch', input, async ({ row }) => {
    const sent = (await eventsOf(ctx.tx, row.id)).findLast((event) => event.act === 'dispatch');
    // A returned case is filed again: "returned" would count the return twice.
    const back = sent?.fromState === 'reopened' ? 'reopened' : 'filed';
    return {
      act: 'undoDispatch',
      to: back,
      set: { unitId: null, assignedAt: null, dispatchedAt: null, dispatchedBy: null, why: json([]), ruleId: null, assistUnitIds: [] },
    };
  });

export async function splitCase(
  ctx: WriteContext,
  input: ActInput & { readonly parts: readonly { readonly unitId: Id; readonly title: string; readonly words: string }[] },
): Promise<ActResult> {
  const { row } = await opened(ctx, 'split', input);
  if (new Set(input.parts.map((part) => part.unitId)).size !== input.parts.length) throw new Problem(caseProblems['cases.splitParts']);
  const numbers: string[] = [];
  for (const part of input.parts) numbers.push(await makePart(ctx, row, part));
  await applyStep(ctx, row, {
    act: 'split',
    to: 'inProgress',
    detail: { number: numbers.join('、') },
    words: numbers.join('、'),
    public: true,
    set: { parts: input.parts.length, unitId: null },
  });
  return resultOf(ctx, input.caseId);
}

async function makePart(
  ctx: WriteContext,
  parent: CaseRow,
  part: { readonly unitId: Id; readonly title: string; readonly words: string },
): Promise<string> {
  const unit = await fitUnit(ctx, part.unitId);
  decided(decideUnit(parent, unit));
  const { row } = await createCase(ctx, {
    category: parent.category,
    channel: parent.channel,
    title: part.title,
    words: part.words === '' ? parent.words : part.words,
    ...(parent.lng !== null && parent.lat !== null ? { lng: parent.lng, lat: parent.lat } : {}),
    ...(parent.areaId ? { areaId: parent.areaId } : {}),
    place: parent.place,
    urgent: parent.urgent,
    attributes: parent.attributes,
    parentId: parent.id,
  });
  // Who found the whole found its parts; the person who splits it did not.
  const filed = await applyStep(ctx, row, { act: 'file', to: 'filed', set: { filedAt: ctx.now, finderIds: parent.finderIds } });
  await applyStep(ctx, filed, await dispatchStep(ctx, filed, unit, ''));
  return row.number;
}

export const superviseCase = (
  ctx: WriteContext,
  input: ActInput & { readonly unitId?: Id | undefined; readonly note: string },
): Promise<ActResult> =>
  act(ctx, 'supervise', input, async () => {
    const unitId = input.unitId ?? ctx.actor.posts[0]?.unitId ?? null;
    const unit = unitId ? await unitRef(ctx.tx, unitId) : null;
    return {
      act: 'supervise',
      words: input.note,
      detail: unit ? { unitId: unit.id, unitName: unit.name } : {},
      set: { supervisedBy: unit?.id ?? null },
      public: false,
    };
  });

/** The level that takes over what citizens say is not solved: the campaign office. */
export async function supervisingUnit(ctx: WriteContext): Promise<Id | null> {
  return (await unitsOfKind(ctx.tx, 'office'))[0]?.id ?? null;
}

export const adjudicateCase = (
  ctx: WriteContext,
  input: ActInput & { readonly unitId: Id; readonly note: string; readonly remember: boolean; readonly areaId?: Id | undefined },
): Promise<ActResult> =>
  act(ctx, 'adjudicate', input, async ({ row }) => {
    const unit = await fitUnit(ctx, input.unitId);
    const ruleId = input.remember ? await addRuling(ctx, row, unit, input) : null;
    const text = { zh: `创文办裁定：${input.note}`, en: `Ruling of the campaign office: ${input.note}` };
    return {
      act: 'adjudicate',
      to: 'assigned',
      words: input.note,
      detail: { unitId: unit.id, unitName: unit.name },
      public: true,
      set: {
        ...handedTo(unit.id, ctx.now),
        dispatchedBy: ctx.actor.personId,
        dispatchedAt: ctx.now,
        ruleId,
        why: json([{ what: 'ruling' as const, text }]),
      },
    };
  });

/** The ruling becomes a rule of the duty list, so that the next case of this kind goes to the right unit at once. */
async function addRuling(
  ctx: WriteContext,
  row: CaseRow,
  unit: UnitRef,
  input: { readonly note: string; readonly areaId?: Id | undefined },
): Promise<Id> {
  const id = newId();
  const rule = {
    id,
    cityId: ctx.tx.cityId,
    article: `裁定 ${row.number}`,
    text: input.note.slice(0, 500),
    category: row.category,
    areaId: input.areaId ?? row.streetId ?? row.districtId,
    leadUnitId: unit.id,
    leadBy: 'unit' as const,
    jointUnitIds: [],
    validFrom: dayOf(ctx.now),
    validTo: null,
    fromCaseId: row.id,
  };
  await ctx.tx.writing<CaseTables>().insertInto('dutyRules').values(rule).execute();
  await touchCasework(ctx.tx);
  await ctx.record({
    type: 'dutyRule.added',
    subject: { kind: 'dutyRule', id },
    after: { article: rule.article, category: rule.category, areaId: rule.areaId, leadUnitId: unit.id, fromCase: row.number },
  });
  return id;
}
