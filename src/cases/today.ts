import type { ReadContext } from '../platform/context.ts';
import type { TodayLine } from '../platform/slice.ts';
import { momentText } from './rules/say.ts';
import type { CaseSummary } from './schema.ts';
import { caseStates, type CaseState } from './schema/words.ts';
import { listCases } from './service/find.ts';

/** What of the cases waits for a person, by consequence. */

const EACH = 4;
const acts: Partial<Record<CaseState, { readonly zh: string; readonly en: string }>> = {
  reported: { zh: '受理', en: 'File' },
  filed: { zh: '派遣', en: 'Dispatch' },
  returned: { zh: '重派', en: 'Dispatch anew' },
  reopened: { zh: '重派', en: 'Dispatch anew' },
  adjudicating: { zh: '裁定', en: 'Adjudicate' },
  assigned: { zh: '签收', en: 'Accept' },
  inProgress: { zh: '交回', en: 'Hand in' },
  rework: { zh: '返工交回', en: 'Hand in again' },
  handled: { zh: '核查', en: 'Check' },
};

function whyOf(item: CaseSummary, now: Date): { readonly weight: number; readonly why: TodayLine['why'] } {
  const due = item.dueAt ? momentText(item.dueAt, now) : { zh: '', en: '' };
  const state = caseStates[item.state];
  if (item.dueAt && item.dueAt < now && !item.paused && !item.provisional)
    return { weight: 100, why: { zh: `${state.zh}，${due.zh} 就到期了`, en: `${state.en}, was due ${due.en}` } };
  if (item.requestOpen)
    return { weight: 70, why: { zh: `${item.unit?.name ?? ''}有申请在等答复`, en: `${item.unit?.name ?? ''} waits for a decision` } };
  if (item.state === 'rework' || item.state === 'returned' || item.state === 'reopened')
    return {
      weight: 80,
      why: { zh: `${state.zh}${due.zh ? `，${due.zh} 到期` : ''}`, en: `${state.en}${due.en ? `, due ${due.en}` : ''}` },
    };
  if (item.dueAt && item.dueAt.getTime() - now.getTime() < 4 * 3_600_000)
    return { weight: 65, why: { zh: `${state.zh}，${due.zh} 到期`, en: `${state.en}, due ${due.en}` } };
  return { weight: 60, why: { zh: `${state.zh}${due.zh ? `，${due.zh} 到期` : ''}`, en: `${state.en}${due.en ? `, due ${due.en}` : ''}` } };
}

function lineOf(item: CaseSummary, now: Date): TodayLine {
  const { weight, why } = whyOf(item, now);
  const act = item.requestOpen ? { zh: '答复申请', en: 'Decide' } : (acts[item.state] ?? { zh: '打开', en: 'Open' });
  return {
    id: `cases.${item.id}`,
    weight,
    title: `${item.number} ${item.title}`,
    why,
    act,
    href: `/work/cases/${item.id}`,
    due: item.dueAt,
  };
}

/** The first due ones of what waits for me; a handful, because the rest stands in the list. */
export async function casesToday(ctx: ReadContext): Promise<readonly TodayLine[]> {
  if (!ctx.may('cases.view')) return [];
  const { items } = await listCases(ctx, { mine: true, sort: 'due', limit: EACH * 2 });
  return items.map((item) => lineOf(item, ctx.now)).toSorted((a, b) => b.weight - a.weight);
}
