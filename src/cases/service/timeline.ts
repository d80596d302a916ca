import type { Bilingual } from '../../kernel/text.ts';
import type { ReadContext } from '../../platform/context.ts';
import { reasonSaid, type ReasonList } from '../rules/reasons.ts';
import type { TimelineEntry } from '../schema.ts';
import type { ReasonKind } from '../schema/reasons.ts';
import { limitUnits, outcomes, requestKinds, type Act } from '../schema/words.ts';
import { toldKinds } from '../rules/told.ts';
import type { EventRow } from '../store/history.ts';
import type { ToldFact } from '../store/messages.ts';
import type { CaseRow } from '../store/rows.ts';
import type { EventDetail } from '../store/tables.ts';

/** The history in words. */

const word = (table: Readonly<Record<string, Bilingual>>, key: string | undefined): Bilingual =>
  key ? (table[key] ?? { zh: key, en: key }) : { zh: '', en: '' };
const limitText = (extra: EventDetail['extra']): Bilingual => {
  const unit = extra ? limitUnits[extra.unit] : null;
  return extra && unit ? { zh: ` ${extra.amount} 个${unit.zh}`, en: ` ${extra.amount} ${unit.en}` } : { zh: '', en: '' };
};
const bi = (zh: string, en: string): Bilingual => ({ zh, en });

const closed = ({ outcome }: EventDetail): Bilingual => bi(`结案：${word(outcomes, outcome).zh}`, `Closed: ${word(outcomes, outcome).en}`);
const withReason = (zh: string, en: string, reason: Bilingual): Bilingual => bi(`${zh}：${reason.zh}`, `${en}: ${reason.en}`);
const asked = (zh: string, en: string, { request, extra }: EventDetail): Bilingual =>
  bi(`${zh}${word(requestKinds, request).zh}${limitText(extra).zh}`, `${en}: ${word(requestKinds, request).en}${limitText(extra).en}`);

type Sentence = (detail: EventDetail, reasons: ReasonList) => Bilingual;
const because = (reasons: ReasonList, kind: ReasonKind, detail: EventDetail): Bilingual =>
  reasonSaid(reasons, kind, detail)?.name ?? bi('', '');

const sentences: Partial<Record<Act, Sentence>> = {
  dispatch: ({ unitName = '' }) => bi(`派给${unitName}`, `Dispatched to ${unitName}`),
  adjudicate: ({ unitName = '' }) => bi(`裁定给${unitName}`, `Adjudicated to ${unitName}`),
  revive: ({ unitName }) =>
    unitName ? bi(`销账，派给${unitName}`, `Off the list, dispatched to ${unitName}`) : bi('销账，接着办', 'Off the list, work goes on'),
  merge: ({ number = '' }) => bi(`合并到 ${number}`, `Merged into ${number}`),
  join: ({ number }) => (number ? bi(`${number} 并入`, `${number} joined`) : bi('又有一人反映', 'Somebody else reported it')),
  split: ({ number = '' }) => bi(`拆分为 ${number}`, `Split into ${number}`),
  decline: (detail, reasons) => withReason('不予受理', 'Declined', because(reasons, 'decline', detail)),
  return: (detail, reasons) => withReason('退单', 'Returned', because(reasons, 'return', detail)),
  longTerm: (detail, reasons) => {
    const { unitName = '', expected = '' } = detail;
    const why = because(reasons, 'longTerm', detail);
    return bi(`挂账：${why.zh}，${unitName}牵头，${expected} 前`, `Long-term list: ${why.en}, lead ${unitName}, by ${expected}`);
  },
  request: (detail) => asked('申请', 'Asked for', detail),
  grant: (detail) => asked('同意', 'Granted', detail),
  refuse: (detail) => asked('不同意', 'Refused', detail),
  assist: ({ unitName }) => (unitName ? bi(`请${unitName}协办`, `${unitName} asked to assist`) : bi('协办结束', 'Assistance ended')),
  supervise: ({ unitName = '' }) => bi(`由${unitName}督办`, `Supervised by ${unitName}`),
  verified: ({ found }) => (found ? bi('现场核实属实，立案', 'Found on the spot, filed') : bi('现场没有发现', 'Not found on the spot')),
  close: closed,
  check: closed,
  rate: ({ solved, satisfied }) => {
    const said = solved ? bi('解决了', 'Solved') : bi('没解决', 'Not solved');
    return satisfied ? bi(`${said.zh}，满意度 ${satisfied}`, `${said.en}, ${satisfied} of 5`) : said;
  },
  callBack: ({ reached, solved }) =>
    reached === false
      ? bi('回访没有联系上', 'Called back, not reached')
      : solved
        ? bi('回访：解决了', 'Called back: solved')
        : bi('回访', 'Called back'),
  note: ({ kind }) =>
    kind === 'askDesk'
      ? bi('问派遣台', 'Asked the desk')
      : kind === 'askPhotos'
        ? bi('要补照片', 'More photos asked')
        : bi('写一句', 'Note'),
};

/** What a person sees of who did it: people's names stay with those who work on the case. */
const personOf = (ctx: ReadContext, event: EventRow): string | null =>
  event.actorKind === 'public' || event.personName === '' || ctx.actor.kind === 'link' ? null : event.personName;

export function timelineOf(
  ctx: ReadContext,
  events: readonly EventRow[],
  photos: readonly { readonly id: string; readonly eventId: string }[],
  row: CaseRow,
  reasons: ReasonList,
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
    text: sentences[event.act]?.(event.detail, reasons) ?? null,
    words: event.words === '' ? null : event.words,
    photoIds: photos.filter((photo) => photo.eventId === event.id).map((photo) => photo.id),
    public: event.public,
  }));
}

const counted = (n: number, zh: (n: number) => string, en: (n: number) => string): readonly Bilingual[] =>
  n === 0 ? [] : [{ zh: zh(n), en: en(n) }];

/** How many were told by which way, in words; who they are stands nowhere. */
function toldText({ what, texts, emails, waiting, failed }: ToldFact): Bilingual {
  const parts = [
    ...counted(
      texts,
      (n) => `短信 ${n} 条`,
      (n) => `${n} by text message`,
    ),
    ...counted(
      emails,
      (n) => `邮件 ${n} 封`,
      (n) => `${n} by e-mail`,
    ),
    ...counted(
      waiting,
      (n) => `${n} 条正在发`,
      (n) => `${n} on the way`,
    ),
    ...counted(
      failed,
      (n) => `${n} 条没有送达`,
      (n) => `${n} not delivered`,
    ),
  ];
  const kind = toldKinds[what];
  return bi(`${kind.zh}：${parts.map((part) => part.zh).join('，')}`, `${kind.en}: ${parts.map((part) => part.en).join(', ')}`);
}

/** What reporters were told, for who answers for the case; never for the unit that handles it. */
export const toldEntries = (told: readonly ToldFact[], row: CaseRow): TimelineEntry[] =>
  told.map((one) => ({
    id: one.id,
    at: one.at,
    act: 'told',
    from: null,
    to: row.state,
    by: '系统',
    person: null,
    text: toldText(one),
    words: null,
    photoIds: [],
    public: false,
  }));
