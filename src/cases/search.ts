import type { ReadContext } from '../platform/context.ts';
import type { SearchHit, SearchSource } from '../platform/slice.ts';
import { caseStates } from './schema/words.ts';
import { listCases } from './service/find.ts';

/** Cases by number, and by words of title and place. */
async function findCases(ctx: ReadContext, text: string, limit: number): Promise<readonly SearchHit[]> {
  if (Array.from(text).length < 2) return [];
  const { items } = await listCases(ctx, { text: text.slice(0, 60), sort: 'newest', limit });
  return items.map((item) => ({
    kind: { zh: '问题件', en: 'Case' },
    title: `${item.number} ${item.title}`,
    note: [caseStates[item.state][ctx.locale], item.unit?.name ?? '', item.place].filter((part) => part !== '').join(' · '),
    href: `/work/cases/${item.id}`,
  }));
}

export const caseSearch: readonly SearchSource[] = [{ permission: 'cases.view', find: findCases }];
