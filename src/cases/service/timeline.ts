import type { ReadContext } from '../../platform/context.ts';
import type { TimelineEntry } from '../schema.ts';
import { acts, declineReasons, longTermReasons, outcomes, requestKinds, returnReasons, type Act } from '../schema/words.ts';
import type { EventRow } from '../store/history.ts';
import type { CaseRow } from '../store/rows.ts';
import type { EventDetail } from '../store/tables.ts';

/** The history in words. */

const nameIn = (table: Readonly<Record<string, { readonly zh: string }>>, key: string | undefined): string =>
  key ? (table[key]?.zh ?? key) : '';
const limitText = (extra: EventDetail['extra']): string =>
  extra ? `${extra.amount} 个${extra.unit === 'workingDays' ? '工作日' : extra.unit === 'workingHours' ? '工作时' : '紧急工作时'}` : '';

const sentences: Partial<Record<Act, (detail: EventDetail) => string>> = {
  dispatch: ({ unitName }) => `派给${unitName ?? ''}`,
  adjudicate: ({ unitName }) => `裁定给${unitName ?? ''}`,
  revive: ({ unitName }) => (unitName ? `销账,派给${unitName}` : '销账,接着办'),
  merge: ({ number }) => `合并到 ${number ?? ''}`,
  join: ({ number }) => (number ? `${number} 并入` : '又有一人反映'),
  split: ({ number }) => `拆分为 ${number ?? ''}`,
  decline: ({ reason }) => `不予受理:${nameIn(declineReasons, reason)}`,
  return: ({ reason }) => `退单:${nameIn(returnReasons, reason)}`,
  longTerm: ({ reason, unitName, expected }) => `挂账:${nameIn(longTermReasons, reason)},${unitName ?? ''}牵头,${expected ?? ''} 前`,
  request: ({ request, extra }) => `申请${nameIn(requestKinds, request)}${limitText(extra)}`,
  grant: ({ request, extra }) => `同意${nameIn(requestKinds, request)}${limitText(extra)}`,
  refuse: ({ request }) => `不同意${nameIn(requestKinds, request)}`,
  assist: ({ unitName }) => (unitName ? `请${unitName}协办` : '协办结束'),
  supervise: ({ unitName }) => `由${unitName ?? ''}督办`,
  verified: ({ found }) => (found ? '现场核实属实,立案' : '现场没有发现'),
  close: ({ outcome }) => `结案:${nameIn(outcomes, outcome)}`,
  check: ({ outcome }) => `结案:${nameIn(outcomes, outcome)}`,
  rate: ({ solved, satisfied }) => `${solved ? '解决了' : '没解决'}${satisfied ? `,满意度 ${satisfied}` : ''}`,
  callBack: ({ reached, solved }) => (reached === false ? '回访没有联系上' : solved ? '回访:解决了' : '回访'),
  note: ({ kind }) => (kind === 'askDesk' ? '问派遣台' : kind === 'askPhotos' ? '要补照片' : '写一句'),
};

/** What a person sees of who did it: people's names stay with those who work on the case. */
const personOf = (ctx: ReadContext, event: EventRow): string | null =>
  event.actorKind === 'public' || event.personName === '' || ctx.actor.kind === 'link' ? null : event.personName;

export function eventText(event: Pick<EventRow, 'act' | 'detail'>): string {
  return sentences[event.act]?.(event.detail) ?? acts[event.act].zh;
}

export function timelineOf(
  ctx: ReadContext,
  events: readonly EventRow[],
  photos: readonly { readonly id: string; readonly eventId: string }[],
  row: CaseRow,
): TimelineEntry[] {
  // Who reported as staff stays hidden from the unit that handles: principle 7 of the design.
  const hideFinder = !ctx.may('cases.file') && row.finderIds.length > 0;
  return events.toReversed().map((event) => ({
    id: event.id,
    at: event.at,
    act: event.act,
    from: event.fromState,
    to: event.toState,
    by: event.unitName,
    person: hideFinder && event.act === 'report' ? null : personOf(ctx, event),
    text: eventText(event),
    words: event.words === '' ? null : event.words,
    photoIds: photos.filter((photo) => photo.eventId === event.id).map((photo) => photo.id),
    public: event.public,
  }));
}
