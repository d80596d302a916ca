import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { loadGeneratedCases } from '../src/cases/bulk/load.ts';
import { dayOf, monthOf, plusDays } from '../src/kernel/calendar.ts';
import { PHONE } from './cast.ts';
import { openScene } from './scene.ts';

/** The head of the office closes last month, with what its figures will be before their eyes, and sees what changed afterwards. */

const now = new Date();
const last = monthOf(plusDays(monthOf(dayOf(now)), -1));
const month = last.slice(0, 7);
const scene = openScene('attempt', (stage) =>
  loadGeneratedCases({ connection: stage.runtime.connection, cityId: 1, count: 600, until: now, seed: 5, onProgress: () => undefined }),
);

test('closing last month: preview, press, the figure stays, the correction is named', async () => {
  const { cast, stage } = scene;
  cast.keepPicturesOfFailure();
  const head = await cast.staff('office');
  const shown = () => head.page.locator('.tc-value-figure').innerText();
  await head.page.goto(`/work/figures/cases.reworkRate?span=month&from=${last}`);
  await head.reads('返工率', '背后的记录');
  const before = await shown();

  await head.page.goto('/work/figures/closing');
  await head.reads(`封存 ${month} 前看一看`, '受理件数', '返工率', before, '不能撤销', '还没有封存过。');
  await head.rests();
  await head.presses(`封存 ${month}`);
  await head.reads(`${month} 已封存`, '上个月已经封存');
  await head.rests();

  // Three cases of the month are sent back for rework although they were closed.
  await stage.arrange((ctx) =>
    ctx.tx.rows(sql`update cases set reworks = reworks + 1, updated_at = ${ctx.now} where city_id = 1 and id in (
      select id from cases where city_id = 1 and reworks = 0 and parent_id is null and closed_at >= ${last}::date and closed_at < ${last}::date + 27 order by id limit 3)`),
  );
  await head.page.goto(`/work/figures?span=month&from=${last}`);
  await head.reads('已封存');
  await head.page.getByRole('link', { name: '更正 3 处' }).first().click();
  await head.reads(/已于.*封存。/, '这是封存时的数。', /按现在的记录是/, '没算进 → 算进');
  expect(await shown()).toBe(before);
  expect(await head.page.getByText('没算进 → 算进').count()).toBe(3);
  await head.rests();
  await head.page.getByText('背后的记录', { exact: true }).click();
  await head.reads('算不算');
  await head.rests();

  // On a phone, and for somebody who may only look.
  await head.page.setViewportSize(PHONE);
  await head.page.reload();
  await head.reads('这是封存时的数。');
  await head.rests();
  const street = await cast.staff('street');
  await street.page.goto('/work/figures/closing');
  await street.reads(month, '每月 5 号自动封存上个月。');
  expect(await street.page.getByRole('button', { name: /^封存/ }).count()).toBe(0);
  await street.rests();
});
