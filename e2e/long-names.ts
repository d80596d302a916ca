import { sql } from 'kysely';
import { loadGeneratedCases } from '../src/cases/bulk/load.ts';
import { drawRevisit } from '../src/cases/service/revisit.ts';
import { aCase } from '../src/cases/fixtures.ts';
import { personByUserName } from '../src/city/exports.ts';
import { aPost } from '../src/city/fixtures.ts';
import { dayOf, plusDays } from '../src/kernel/calendar.ts';
import type { Role } from '../src/kernel/actor.ts';
import { newId } from '../src/platform/ids.ts';
import { demoHands } from './hands.ts';
import type { Stage } from './stage.ts';

/** Roles that no one person would hold together; so that one signing-in opens every screen. */
const everything = [
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
  'unitLiaison',
  'commander',
  'hotlineAgent',
  'inspector',
] as const satisfies readonly Role[];

/** States in which a case stands on somebody's desk. */
const waiting = ['reported', 'filed', 'assigned', 'inProgress', 'handled', 'returned', 'adjudicating', 'rework', 'reopened'] as const;

/** What cities write into fields that have a limit: names as long as it allows, words without a place to break. */
export async function lengthenNames(stage: Stage): Promise<void> {
  await loadGeneratedCases({
    connection: stage.runtime.connection,
    cityId: 1,
    count: 400,
    until: new Date(),
    seed: 5,
    onProgress: () => undefined,
  });
  await stage.arrange(async (ctx) => {
    const office = await personByUserName(ctx.tx, 'office');
    if (!office) throw new Error('the demo city has changed');
    const hands = await demoHands(ctx);
    const unit = hands.city.department;
    for (const state of waiting) await aCase(ctx, hands, { state });
    for (const role of everything) await aPost(ctx.tx, { personId: office.id, role, unitId: unit.id });
    const today = dayOf(ctx.now);
    await drawRevisit(ctx, { from: plusDays(today, -300), to: today, share: 0.2, seed: '安塬市二〇二六年第四季度回头看公开种子3f9a2c77' });
    await ctx.tx.rows(sql`insert into api_keys (city_id, id, name, key_hash, prefix, unit_id, scopes, created_at, created_by)
      values (1, ${newId()}, ${'市12345政务服务便民热线平台与数字城管平台双向对接（测试）'}, ${newId()}, 'tk_AbCdEf', ${unit.id}, array['open311.read', 'open311.write', 'measures.read'], ${ctx.now}, ${'司马'})`);
    await ctx.tx.rows(
      sql`update units set name = left(name || '（安塬市城市精细化管理与人居环境整治工作协调小组办公室）', 60) where city_id = 1`,
    );
    await ctx.tx.rows(
      sql`update people set name = left(name || '·阿卜杜热西提·买买提吐尔逊', 20) where city_id = 1 and id in (select id from people where city_id = 1 order by code limit 40)`,
    );
    await ctx.tx.rows(
      sql`update areas set name = left(name || '（原国营第二棉纺织厂职工家属院东区）', 30) where city_id = 1 and kind = 'compound'`,
    );
    await ctx.tx.rows(
      sql`update cases set title = left(title || '·https://example.org/averylongaddresswithoutanyplacetobreakit?id=20261127', 80), place = left(place || '河滨路与枣林大街交叉口西北角菜市场东门外第三根电线杆下', 60) where city_id = 1`,
    );
    await ctx.tx.rows(
      sql`update case_categories set name = jsonb_build_object('zh', name->>'zh', 'en', left(name->>'en' || ' along a main road or at a bus stop', 60)) where city_id = 1`,
    );
  });
}
