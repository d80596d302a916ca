import { postsWith } from '../kernel/actor.ts';
import type { TodayLine } from '../kernel/today.ts';
import type { ReadContext } from '../platform/context.ts';
import { cityGrants } from './policy.ts';
import { cityDay, isWithin } from './rules.ts';
import { areasByIds } from './store/areas.ts';
import { dutyLines, dutyTotals } from './store/duty-map.ts';

const WAITS_FOR_ME = 60;
const NAMED = 3;

/** Compounds that nobody answers for, for those who can change that: heads of communities, streets and districts. */
export async function cityToday(ctx: ReadContext): Promise<readonly TodayLine[]> {
  const posts = postsWith(ctx.actor, cityGrants, 'city.assignDuties');
  const areas = [
    ...(
      await areasByIds(
        ctx.read,
        posts.flatMap((post) => post.areaId ?? []),
      )
    ).values(),
  ];
  // Somebody with a street and a community in it is told once.
  const outermost = areas.filter((area) => !areas.some((other) => other !== area && isWithin(area.path, other.path)));
  const lines = await Promise.all(outermost.map((area) => vacancies(ctx, area)));
  return lines.flat();
}

async function vacancies(
  ctx: ReadContext,
  area: { readonly id: string; readonly name: string; readonly path: string },
): Promise<TodayLine[]> {
  const scope = { under: area.path, kind: 'compound', today: cityDay(ctx.now) } as const;
  const lines = await dutyLines(ctx.read, { ...scope, vacant: true }, null, NAMED);
  if (lines.length === 0) return [];
  const { vacant } = await dutyTotals(ctx.read, scope);
  const names = lines.map((line) => line.area.name).join(ctx.locale === 'zh' ? '、' : ', ');
  const title =
    ctx.locale === 'zh'
      ? `${area.name}有 ${vacant} 个小区没有负责人：${names}${vacant > NAMED ? '等' : ''}`
      : `${area.name}: nobody answers for ${vacant} compound(s): ${names}${vacant > NAMED ? ' …' : ''}`;
  const why = { zh: '每个小区都要有人负责，由您安排', en: 'Every compound needs a responsible person; you appoint them' };
  const act = { zh: '安排负责人', en: 'Appoint' };
  return [
    { id: `city.vacant.${area.id}`, weight: WAITS_FOR_ME, title, why, act, href: `/work/areas?under=${area.id}&vacant=yes`, due: null },
  ];
}
