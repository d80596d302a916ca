import { workingMinutesBetween } from '../../kernel/calendar.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import { responsibleFor, unitsByIds } from '../../city/exports.ts';
import { decideAct, nextActOf, staffActs, type CaseFacts, type Standing } from '../rules/acts.ts';
import { answered } from '../rules/attributes.ts';
import { readClocks, resolutions } from '../rules/deadlines.ts';
import { reasonSaid } from '../rules/reasons.ts';
import type { ActState, CaseView, TimelineEntry } from '../schema.ts';
import { categoryOf, type Casework } from '../store/casework.ts';
import { eventsOf, historyOf, type EventRow } from '../store/history.ts';
import { toldOf } from '../store/messages.ts';
import { contactErased } from '../store/reporters.ts';
import { briefById, mergedHere, partsOf, type CaseRow } from '../store/rows.ts';
import { accessCase, factsOf, isRated, standingOf } from './access.ts';
import { refusalText } from './refusal.ts';
import { casesNear, similarCases, sinceDays } from './nearby.ts';
import { photoViews } from './photo-views.ts';
import { areasAround, namesFor, summaryOf } from './summary.ts';
import { timelineOf, toldEntries } from './timeline.ts';

/** The case page: one record, one timeline, one next act. */

function actStates(ctx: ReadContext, facts: CaseFacts, who: Standing, work: Casework): ActState[] {
  return staffActs.map((act) => {
    const decision = decideAct(act, facts, who, ctx.now, work.settings);
    return decision.refused
      ? { act, allowed: false, why: refusalText(decision), code: decision.refused.code }
      : { act, allowed: true, why: null, code: null };
  });
}

const bi = (zh: string, en: string): Bilingual => ({ zh, en });
function inHandsOf(row: CaseRow, unit: string): Bilingual {
  if (row.state === 'closed' || row.state === 'declined' || row.state === 'merged')
    return bi('已了结，不在谁手里', 'Finished; in nobody’s hands');
  if (row.state === 'handled') return bi('核查岗：不是发现人，也不是处置人', 'The check: neither finder nor handler');
  if (row.state === 'adjudicating') return bi('创文办裁定', 'The campaign office adjudicates');
  if (row.parts > 0 && row.state === 'inProgress') return bi(`分给 ${row.parts} 个单位`, `Split among ${row.parts} units`);
  if (row.state === 'verifying') return bi('现场核实人员', 'Those who verify on the spot');
  if (unit !== '') return bi(unit, unit);
  return row.state === 'reopened' ? bi('督办层级', 'The supervising level') : bi('创文办派遣台', 'The dispatch desk');
}

async function around(ctx: ReadContext, row: CaseRow, work: Casework): Promise<Pick<CaseView, 'nearby' | 'earlier'>> {
  if (row.lng === null || row.lat === null) {
    const { items } = await similarCases(ctx, { text: `${row.title} ${row.place}`, category: row.category, except: row.id, limit: 6 });
    return { nearby: items, earlier: [] };
  }
  const place = { lng: row.lng, lat: row.lat };
  const metres = categoryOf(work, row.category).nearStaff;
  const nearby = await casesNear(ctx, place, Math.min(metres, 500), { except: row.id, limit: 8 });
  const earlier = await casesNear(ctx, place, 60, { category: row.category, except: row.id, limit: 8, since: sinceDays(ctx.now, 730) });
  return { nearby: nearby.filter((one) => !earlier.some((known) => known.id === one.id)), earlier };
}

async function relatives(ctx: ReadContext, row: CaseRow): Promise<Pick<CaseView, 'mergedInto' | 'mergedHere' | 'parent' | 'parts'>> {
  const [into, parent, here, parts] = await Promise.all([
    row.mergedInto ? briefById(ctx.read, row.mergedInto) : null,
    row.parentId ? briefById(ctx.read, row.parentId) : null,
    mergedHere(ctx.read, row.id),
    row.parts > 0 ? partsOf(ctx.read, row.id) : [],
  ]);
  const units = await unitsByIds(
    ctx.read,
    parts.flatMap((part) => part.unitId ?? []),
  );
  const brief = (one: { id: Id; number: string } | null) => (one ? { id: one.id, number: one.number } : null);
  return {
    mergedInto: brief(into),
    parent: brief(parent),
    mergedHere: here.map((one) => ({ id: one.id, number: one.number })),
    parts: parts.map((part) => ({
      id: part.id,
      number: part.number,
      state: part.state,
      unitName: part.unitId ? (units.get(part.unitId)?.name ?? null) : null,
    })),
  };
}

function fromHistory(
  events: readonly EventRow[],
  row: CaseRow,
  work: Casework,
): Pick<CaseView, 'request' | 'questions' | 'rating' | 'returned' | 'declineReason'> {
  const request = row.requestKind ? events.findLast((event) => event.act === 'request') : undefined;
  const rated = isRated(row) ? events.findLast((event) => event.act === 'rate' || event.act === 'callBack') : undefined;
  const declined = events.findLast((event) => event.act === 'decline');
  return {
    request:
      request && row.requestKind
        ? { kind: row.requestKind, at: request.at, by: request.unitName, reason: request.words, extra: request.detail.extra ?? null }
        : null,
    questions: events.flatMap((event, index) => {
      if (event.act !== 'ask') return [];
      const answer = events.slice(index + 1).find((next) => next.act === 'answer' || next.act === 'ask');
      const answered = answer?.act === 'answer' ? answer : null;
      return [{ at: event.at, text: event.words, answer: answered?.words ?? null, answeredAt: answered?.at ?? null }];
    }),
    rating:
      rated && row.ratedAt
        ? { at: row.ratedAt, solved: row.solved ?? true, satisfied: row.satisfied, words: rated.words === '' ? null : rated.words }
        : null,
    returned: events.flatMap(({ act, detail, words, at, unitName }) => {
      const reason = act === 'return' ? reasonSaid(work.reasons, 'return', detail) : null;
      return reason ? [{ reason, words, at, unitName }] : [];
    }),
    declineReason: declined ? reasonSaid(work.reasons, 'decline', declined.detail) : null,
  };
}

async function units(ctx: ReadContext, row: CaseRow, work: Casework): Promise<Pick<CaseView, 'supervisedBy' | 'assisting' | 'longTerm'>> {
  const found = await unitsByIds(
    ctx.read,
    [row.supervisedBy, row.longTermUnitId, ...row.assistUnitIds].filter((id) => id !== null),
  );
  const brief = (id: Id) => ({ id, name: found.get(id)?.name ?? '' });
  const reason = reasonSaid(work.reasons, 'longTerm', { reason: row.longTerm?.reason });
  return {
    supervisedBy: row.supervisedBy ? brief(row.supervisedBy) : null,
    assisting: row.assistUnitIds.map(brief),
    longTerm:
      row.longTerm && reason && row.longTermUnitId && row.longTermExpected
        ? {
            reason,
            note: row.longTerm.note,
            lead: brief(row.longTermUnitId),
            expected: row.longTermExpected,
            public: row.longTerm.public,
            since: new Date(row.longTerm.since),
          }
        : null,
  };
}

async function responsible(ctx: ReadContext, row: CaseRow): Promise<CaseView['responsible']> {
  const found = row.areaId ? await responsibleFor(ctx.read, row.areaId, ctx.now) : null;
  return found ? [{ name: found.person.name, title: '', areaName: found.area.name }] : [];
}

function clockViews(ctx: ReadContext, work: Casework, events: readonly EventRow[], row: CaseRow): CaseView['clocks'] {
  return readClocks(work.work, historyOf(events), row.limits, ctx.now).map((reading) => ({
    clock: reading.clock,
    limit: reading.limit,
    startedAt: reading.startedAt,
    endedAt: reading.endedAt,
    dueAt: reading.dueAt,
    running: reading.endedAt === null && !reading.paused,
    paused: reading.paused,
    limitMinutes: reading.limitMinutes,
    usedMinutes: reading.usedMinutes,
    pausedMinutes: reading.pausedMinutes,
    remainingMinutes: reading.remainingMinutes,
    onTime: reading.onTime,
    provisional: reading.provisional,
    pauses: reading.pauses.map((pause) => ({
      from: pause.from,
      to: pause.to,
      why: pause.why,
      minutes: workingMinutesBetween(work.work.calendar, pause.from, pause.to ?? ctx.now).value,
    })),
    extensions: reading.extensions.map((extension) => ({ ...extension })),
  }));
}

/** The timeline, last first; with what the reporter was told, for who may call back or decides on the case. */
async function storyOf(ctx: ReadContext, row: CaseRow, timeline: TimelineEntry[], who: Standing): Promise<TimelineEntry[]> {
  if (!who.holds('cases.file') && !who.holds('cases.callBack')) return timeline;
  const told = toldEntries(await toldOf(ctx.read, row.id), row);
  return told.length === 0 ? timeline : [...timeline, ...told].toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

export async function getCase(ctx: ReadContext, input: { readonly caseId: Id }): Promise<CaseView> {
  const row = await accessCase(ctx, input.caseId);
  const names = await namesFor(ctx.read, [row]);
  const { work } = names;
  const category = categoryOf(work, row.category);
  const unit = row.unitId ? (names.units.get(row.unitId)?.name ?? '') : '';
  const facts = factsOf(row, unit);
  const who = standingOf(ctx, row);
  const events = await eventsOf(ctx.read, row.id);
  const photos = await photoViews(ctx, row);
  const spans = resolutions(work.work, historyOf(events));
  const undo =
    row.dispatchedAt && row.dispatchedBy === ctx.actor.personId && row.state === 'assigned'
      ? new Date(row.dispatchedAt.getTime() + work.settings.undoSeconds * 1000)
      : null;
  return {
    ...summaryOf(row, names, ctx.now),
    areas: areasAround(row, names.areas),
    words: row.words,
    attributes: answered(category.attributes, row.attributes),
    standard: category.standard,
    photosNeeded: category.photosNeeded,
    photos,
    timeline: await storyOf(ctx, row, timelineOf(ctx, events, photos, row, work.reasons), who),
    clocks: clockViews(ctx, work, events, row),
    firstResolutionMinutes: spans.first,
    totalResolutionMinutes: spans.total,
    inHandsOf: inHandsOf(row, unit),
    ...(await units(ctx, row, work)),
    responsible: await responsible(ctx, row),
    why: [...row.why],
    acts: actStates(ctx, facts, who, work),
    nextAct: nextActOf(facts, who, ctx.now, work.settings),
    ...fromHistory(events, row, work),
    plan: row.plan,
    ...(await around(ctx, row, work)),
    ...(await relatives(ctx, row)),
    reporter: {
      known: row.reporterKnown,
      mayRead: row.reporterKnown && who.holds('cases.callBack'),
      erased: !row.reporterKnown && (await contactErased(ctx.read, row.id)),
      subscribers: row.subscribers,
    },
    undoUntil: undo && undo > ctx.now ? undo : null,
    disputableUntil: row.closedAt ? new Date(row.closedAt.getTime() + work.settings.disputeDays * 86_400_000) : null,
  };
}
