import type { Role } from '../kernel/actor.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { WriteContext } from '../platform/context.ts';
import { notify, type Notice, type NoticeKind } from '../platform/notify/notify.ts';
import type { Reaction } from '../platform/slice.ts';
import { unitsOfKind } from '../city/exports.ts';
import { caseFacts } from './events.ts';
import { momentText } from './rules/say.ts';
import { loadPresets } from './service/presets.ts';
import { unitName } from './service/result.ts';
import { tellReporters, toldFacts } from './service/tell.ts';
import { caseById, type CaseRow } from './store/rows.ts';

/** Who is told of what, after it happened. */

export const caseNotices: readonly NoticeKind[] = [
  { kind: 'cases.assigned', name: { zh: '派来新的问题件', en: 'A case was dispatched to us' } },
  { kind: 'cases.dueSoon', name: { zh: '快到期', en: 'Due soon' } },
  { kind: 'cases.overdue', name: { zh: '本单位逾期', en: 'Overdue in our unit' } },
  { kind: 'cases.sentBack', name: { zh: '返工、督办', en: 'Rework and supervision' } },
  { kind: 'cases.decided', name: { zh: '申请的答复', en: 'Answers to requests' } },
  { kind: 'cases.answered', name: { zh: '反映人的回答', en: 'Answers of the reporter' } },
  { kind: 'cases.desk', name: { zh: '退单、申请、重开', en: 'Returns, requests, reopened cases' } },
  { kind: 'cases.slipping', name: { zh: '逾期较久（每天一条）', en: 'Long overdue (once a day)' } },
  { kind: 'cases.toCheck', name: { zh: '请我核实', en: 'To be verified by me' } },
  { kind: 'cases.followed', name: { zh: '我发现的问题有结果', en: 'Results of what I found' } },
];

const unitRoles: readonly Role[] = ['unitLiaison', 'unitHead', 'districtStaff', 'streetStaff', 'communityHead', 'communityWorker'];
const officeRoles: readonly Role[] = ['officeStaff', 'officeHead'];

type Tell = (ctx: WriteContext, row: CaseRow) => Promise<Notice[]>;
const href = (row: CaseRow): string => `/work/cases/${row.id}`;
const bi = (zh: string, en: string): Bilingual => ({ zh, en });

/** To the unit that has the case now. */
const toUnit =
  (kind: string, title: (row: CaseRow, due: Bilingual | null) => Bilingual): Tell =>
  async (ctx, row) => {
    if (!row.unitId) return [];
    const due = row.dueAt ? momentText(row.dueAt, ctx.now) : null;
    return [{ to: { unitId: row.unitId, roles: unitRoles }, kind, title: title(row, due), href: href(row), urgent: row.urgent }];
  };

const toOffice =
  (kind: string, title: (row: CaseRow, unit: string) => Bilingual): Tell =>
  async (ctx, row) => {
    const unit = await unitName(ctx.tx, row.unitId ?? row.lastUnitId);
    const offices = await unitsOfKind(ctx.tx, 'office');
    return offices.map((office) => ({
      to: { unitId: office.id, roles: officeRoles },
      kind,
      title: title(row, unit),
      href: href(row),
      urgent: row.urgent,
    }));
  };

const toFinders =
  (title: (row: CaseRow) => Bilingual): Tell =>
  async (_ctx, row) =>
    row.finderIds.length === 0 ? [] : [{ to: row.finderIds, kind: 'cases.followed', title: title(row), href: href(row) }];

const by = (due: Bilingual | null) => (due ? { zh: `，${due.zh} 到期`, en: `, due ${due.en}` } : { zh: '', en: '' });

const tellings: readonly { readonly on: string; readonly tell: Tell }[] = [
  {
    on: caseFacts.dispatch,
    tell: toUnit('cases.assigned', (row, due) =>
      bi(
        `${row.number} ${row.title}：派给你们，请签收${by(due).zh}`,
        `${row.number} ${row.title}: dispatched to you, please accept${by(due).en}`,
      ),
    ),
  },
  {
    on: caseFacts.adjudicate,
    tell: toUnit('cases.assigned', (row, due) =>
      bi(`${row.number} ${row.title}：裁定由你们办${by(due).zh}`, `${row.number} ${row.title}: the ruling gives it to you${by(due).en}`),
    ),
  },
  {
    on: caseFacts.rework,
    tell: toUnit('cases.sentBack', (row, due) =>
      bi(
        `${row.number} ${row.title}：核查没通过，请返工${by(due).zh}`,
        `${row.number} ${row.title}: the check failed, rework needed${by(due).en}`,
      ),
    ),
  },
  {
    on: caseFacts.supervise,
    tell: toUnit('cases.sentBack', (row, due) =>
      bi(`${row.number} ${row.title}：已督办${by(due).zh}`, `${row.number} ${row.title}: under supervision${by(due).en}`),
    ),
  },
  {
    on: caseFacts.grant,
    tell: toUnit('cases.decided', (row, due) =>
      bi(`${row.number}：同意了你们的申请${by(due).zh}`, `${row.number}: your request was granted${by(due).en}`),
    ),
  },
  {
    on: caseFacts.refuse,
    tell: toUnit('cases.decided', (row, due) =>
      bi(`${row.number}：没有同意你们的申请${by(due).zh}`, `${row.number}: your request was refused${by(due).en}`),
    ),
  },
  {
    on: caseFacts.answer,
    tell: toUnit('cases.answered', (row) =>
      bi(`${row.number}：反映人回答了，计时恢复`, `${row.number}: the reporter answered, the clock runs again`),
    ),
  },
  {
    on: caseFacts.return,
    tell: toOffice('cases.desk', (row, unit) =>
      bi(
        `${row.number} ${row.title}：${unit}退单${row.state === 'adjudicating' ? '，待裁定' : '，请重派'}`,
        `${row.number} ${row.title}: returned by ${unit}${row.state === 'adjudicating' ? ', to be adjudicated' : ''}`,
      ),
    ),
  },
  {
    on: caseFacts.request,
    tell: toOffice('cases.desk', (row, unit) => bi(`${row.number}：${unit}有申请，请答复`, `${row.number}: ${unit} asks for a decision`)),
  },
  {
    on: caseFacts.dispute,
    tell: toOffice('cases.desk', (row) =>
      bi(`${row.number} ${row.title}：反映人说没解决，请重派`, `${row.number} ${row.title}: not solved says the reporter, dispatch anew`),
    ),
  },
  { on: caseFacts.close, tell: toFinders((row) => bi(`${row.number} ${row.title}：已结案`, `${row.number} ${row.title}: closed`)) },
  {
    on: caseFacts.decline,
    tell: toFinders((row) => bi(`${row.number} ${row.title}：没有受理，看原因`, `${row.number} ${row.title}: declined, see why`)),
  },
];

/** A new city starts with the presets. */
const settingUp: readonly Reaction[] = [{ on: 'city.created', name: 'cases.presets', react: async (ctx) => void (await loadPresets(ctx)) }];

export const caseReactions: readonly Reaction[] = [
  ...tellings.map(({ on, tell }) => ({
    on,
    name: `cases.tell.${on}`,
    react: async (ctx: WriteContext, fact: { readonly subject: { readonly id: string } }) => {
      const row = await caseById(ctx.tx, fact.subject.id);
      for (const notice of row ? await tell(ctx, row) : []) await notify(ctx, notice);
    },
  })),
  ...toldFacts.map((on) => ({ on, name: `cases.tellReporters.${on}`, react: tellReporters })),
  ...settingUp,
];
