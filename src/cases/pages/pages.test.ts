import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { positionIn } from '../../city/fixtures.ts';
import { aPicture } from '../../platform/files/fixtures.ts';
import { formIn, Phone } from '../../public/testing/browser.ts';
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/app.ts';
import * as staff from '../api.ts';
import * as open from '../api/public.ts';
import { aCase, aCasework, type TestCasework } from '../fixtures.ts';
import { attachPhotos } from '../service/photos.ts';
import { joinPublicly } from '../service/public.ts';
import { eventsOf } from '../store/history.ts';
import type { CaseRow } from '../store/rows.ts';

let app: TestApp;
let world: TestCasework;
let phone: Phone;
let closed: CaseRow & { readonly code: string };
let hidden: CaseRow & { readonly code: string };

/** Released as the office does it, with the title as it is. */
async function release(row: { readonly id: string }): Promise<void> {
  const office = { as: { personId: world.people.office } };
  const view = await app.call(staff.getCase, { caseId: row.id }, office);
  const answer = await app.call(
    staff.releaseCase,
    { caseId: row.id, version: view.body.version, photos: view.body.photos.map(({ id }) => ({ photoId: id })) },
    office,
  );
  expect(answer.status).toBe(200);
}

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  phone = new Phone(app);
  const photo = await app.as(
    'public',
    async (ctx) => (await ctx.files.put(ctx, await aPicture({ width: 640, height: 480 }), { kind: 'image', name: 'a.jpg' })).id,
  );
  closed = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', report: { photos: [photo], place: '市场东门外' } }));
  hidden = await app.as('system', (ctx) => aCase(ctx, world, { state: 'inProgress', report: { place: '没有公开的地方' } }));
  const working = await app.as('system', (ctx) =>
    aCase(ctx, world, { state: 'inProgress', report: { place: '<b>北门</b>', category: 'e01-01' } }),
  );
  await release(closed);
  await release(working);
});
afterAll(() => app.close());

describe('home', () => {
  test('the one act first, then the phone, then ways onward; figures from the ledger', async () => {
    const page = await phone.get('/');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/身边有问题，拍给我们.*反映一个问题.*打 12345 反映.*查进度.*公开的问题/);
    expect(page.text).toContain('近30天公开2件，1件已解决');
    expect(page.text).toMatch(/11月1日至23日 收到反映 3件/);
    expect(page.text).not.toContain('没有公开的地方');
  });

  test('in the first days of a month it tells of the whole month before, and nothing of what cannot be computed', async () => {
    const shown = async () => ({ home: (await phone.get('/')).text, meaning: (await phone.get('/figures')).text });
    app.clock.forward(9 * 86_400_000);
    const early = await shown();
    expect(early.home).toMatch(/11月1日至30日 收到反映 3件/);
    expect(early.meaning).toContain('11月1日至30日，都从每一件的记录里算出来');
    app.clock.forward(35 * 86_400_000);
    const empty = await shown();
    expect(empty.home).not.toMatch(/收到反映|一般用/);
    expect(empty.meaning).toContain('1月1日至6日');
    app.clock.forward(-44 * 86_400_000);
  });

  test('every link of the site leads to a page that exists', async () => {
    const seen = new Set<string>();
    const waiting = ['/', '/report', '/follow', '/nearby', '/figures', '/about', `/cases/${closed.number}`];
    for (const path of waiting) {
      const page = await phone.open(path);
      for (const [, href = ''] of page.html.matchAll(/\shref="(\/[^"]*)"/g)) {
        const target = href.replaceAll('&amp;', '&').split('#')[0] ?? '';
        if (seen.has(target) || target.startsWith('/public/') || /[?&](lang|large)=/.test(target)) continue;
        seen.add(target);
        const answer = await phone.open(target);
        expect([target, answer.status]).toEqual([target, 200]);
      }
    }
    expect(seen.size).toBeGreaterThan(12);
  });

  test('大字版 and English are remembered and come back to the same page', async () => {
    const visitor = new Phone(app);
    expect((await visitor.get('/nearby?days=90&large=1')).location).toBe('/nearby?days=90');
    expect((await visitor.get('/nearby?days=90')).html).toContain('<html lang="zh-CN" class="large">');
    await visitor.get('/?lang=en');
    const page = await visitor.get('/');
    expect(page.html).toContain('<html lang="en" class="large">');
    expect(page.text).toContain('See a problem? Send us a photo');
    expect((await visitor.get('//evil.example/?lang=zh')).location ?? '/').toMatch(/^\/(?!\/)/);
  });
});

describe('the public list', () => {
  test('shows released cases only, as list and map alike', async () => {
    const page = await phone.get('/nearby');
    expect(page.text).toContain('近30天公开2件：1件已解决，1件处理中。');
    expect(page.text).toContain('市场东门外');
    expect(page.text).not.toContain('没有公开的地方');
    expect(page.html).toContain('&lt;b&gt;北门&lt;/b&gt;');
    expect(page.html).not.toContain('<b>北门</b>');
    expect(page.html).toMatch(/<svg viewBox="0 0 360 \d+" role="group"/);
  });

  test('filters are addresses', async () => {
    const solved = await phone.get('/nearby?state=solved');
    expect(solved.html.match(/class="item/g)).toHaveLength(1);
    const elsewhere = await phone.get(`/nearby?area=${world.city.otherCommunity.id}`);
    expect(elsewhere.text).toContain(`${world.city.otherCommunity.name}公开的问题`);
    expect(elsewhere.text).toContain('这里还没有公开的问题');
    expect((await phone.get('/nearby?category=e01-01')).text).toContain('近30天公开1件');
  });

  test.each(['state=no', 'area=1', 'days=x', 'box=1,2', 'box=9,9,1,1', 'lng=x&lat=y', 'days=99999'])(
    'an address that nobody meant still answers: %s',
    async (query) => {
      expect((await phone.get(`/nearby?${query}`)).status).toBe(200);
    },
  );

  describe('the public long-term list', () => {
    const office = { as: { personId: '' } };
    let old: CaseRow;
    const listed = async (isPublic: boolean) => {
      const row = await app.as('system', (ctx) =>
        aCase(ctx, world, { state: 'inProgress', report: { category: 'e01-01', place: isPublic ? '等改造的下水道' : '没有公开挂账的' } }),
      );
      await app.call(
        staff.putOnLongTermList,
        { caseId: row.id, version: row.version, reason: 'planned', note: '列入明年', ...lead(), public: isPublic },
        office,
      );
      await release(row);
      return row;
    };
    const lead = () => ({ leadUnitId: world.city.department.id, expected: '2027-06-30' });

    beforeAll(async () => {
      office.as.personId = world.people.office;
      app.clock.set(new Date('2026-08-03T10:00:00+08:00'));
      old = await listed(true);
      await listed(false);
      app.clock.set(TEST_NOW);
    });

    test('stands in list, counts and map however old; what is not on it does not', async () => {
      const page = await phone.get('/nearby');
      expect(page.text).toContain('近30天公开2件，更早反映、还在挂账1件：1件已解决，1件处理中，1件挂账。');
      expect(page.text).toMatch(/全部 3.*挂账 1/);
      expect(page.text).toContain('等改造的下水道');
      expect(page.text).not.toContain('没有公开挂账的');
      const chosen = await phone.get('/nearby?state=longTerm');
      expect(chosen.html.match(/class="item/g)).toHaveLength(1);
      expect(chosen.html).toContain(`id="n${old.number}"`);
      expect((await phone.get(`/nearby?area=${world.city.otherCommunity.id}`)).text).toContain('这里还没有公开的问题');
      expect((await phone.get('/nearby?category=e01-01')).text).toContain('近30天公开1件，更早反映、还在挂账1件');
    });

    test.each([
      ['&state=longTerm', 1],
      ['&days=30', 3],
      ['&days=30&state=longTerm', 1],
      ['&days=30&state=working', 1],
      ['&days=30&category=e01-01', 2],
    ])('the map marks as many: %s', async (query, n) => {
      const { lng, lat } = positionIn.compound;
      for (const [span, zoom] of [
        [1, 9],
        [0.01, 17],
        [0.001, 19],
      ] as const) {
        const box = `west=${lng - span}&east=${lng + span}&south=${lat - span}&north=${lat + span}`;
        const answer = await app.inject({ url: `/api/v1/public/case-map?${box}&zoom=${zoom}${query}` });
        const { marks } = answer.json<{ marks: { count: number }[] }>();
        expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(n);
      }
    });

    test('the home page says of the last 30 days what they are, and the feed tells of it', async () => {
      expect((await phone.get('/')).text).toContain('近30天公开2件，1件已解决');
      expect((await phone.open('/feed.atom')).html).toContain(old.number);
    });

    test('pages go on to it', async () => {
      const { items, next } = (await app.call(open.publicList, { days: 30, limit: 2 })).body;
      expect(items).toHaveLength(2);
      expect((await app.call(open.publicList, { days: 30, limit: 2, cursor: next ?? '' })).body.items.map(({ number }) => number)).toEqual([
        old.number,
      ]);
    });
  });

  test('a cursor that is not ours is refused', async () => {
    expect((await phone.get('/nearby?cursor=abc')).status).toBe(400);
  });

  test('pages follow each other without a gap', async () => {
    const many = Array.from({ length: 22 }, (_, n) => n);
    for (const n of many) {
      const row = await app.as('system', (ctx) =>
        aCase(ctx, world, { state: 'inProgress', report: { place: `第${n}处`, ...positionIn.otherCompound } }),
      );
      await release(row);
      app.clock.forward(1000);
    }
    const first = await phone.get('/nearby');
    const next = /href="(\/nearby\?cursor=[^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await phone.get(next);
    const numbers = (html: string) => [...html.matchAll(/id="n(2611-\d+)"/g)].map(([, number]) => number);
    const all = [...numbers(first.html), ...numbers(second.html)];
    expect(numbers(first.html)).toHaveLength(20);
    expect(new Set(all).size).toBe(24);
    expect(second.text).toContain('回到最新的');
    expect(first.html).toMatch(/aria-label="这一片有\d+件，点开放大"/);
  });

  test('a released case has a page; a hidden one answers like none', async () => {
    const page = await phone.get(`/cases/${closed.number}`);
    expect(page.text).toMatch(/市场东门外.*已解决.*编号.*经过/);
    expect(page.text).not.toContain('摊位占满人行道');
    expect((await phone.get(`/cases/${hidden.number}`)).status).toBe(404);
    expect((await phone.get('/cases/2611-99999')).status).toBe(404);
  });
});

describe('feeds', () => {
  test.each([
    ['/feed.atom', 'application/atom+xml', /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"[\s\S]*<entry><id>urn:uuid:/],
    ['/feed.rss', 'application/rss+xml', /<rss version="2.0"[\s\S]*<item><guid isPermaLink="false">urn:uuid:/],
  ])('%s lists released cases, escaped', async (url, type, shape) => {
    const feed = await phone.get(url);
    expect(feed.headers['content-type']).toContain(type);
    expect(feed.html).toMatch(shape);
    expect(feed.html).toContain('&lt;b&gt;北门&lt;/b&gt;');
    expect(feed.html).not.toContain('没有公开的地方');
    expect(feed.headers['cache-control']).toContain('max-age');
  });
});

describe('following', () => {
  test('needs number and code, typed in whatever width', async () => {
    const visitor = new Phone(app);
    const form = await visitor.get('/follow');
    const wrong = await visitor.send(form, { number: closed.number, code: closed.code === '000000' ? '000001' : '000000' });
    expect([wrong.status, wrong.text.includes('编号和查询码对不上')]).toEqual([422, true]);
    const right = await visitor.send(form, {
      number: ` ${closed.number} `,
      code: closed.code.replace(/(\d\d)(?=\d)/g, '$1 ').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    });
    expect(right.location).toBe(`/follow/${closed.number}`);
    const page = await visitor.get(`/follow/${closed.number}`);
    expect(page.text).toMatch(/等您确认.*经过.*请您说一句.*解决了.*没解决/);
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect((await new Phone(app).get(`/follow/${closed.number}`)).text).toContain('用反映时给您的编号和查询码');
  });

  test('a link with the code opens it once and keeps the code out of the address', async () => {
    const visitor = new Phone(app);
    const opened = await visitor.get(`/follow/${closed.number}?code=${closed.code}`);
    expect(opened.location).toBe(`/follow/${closed.number}`);
    expect((await visitor.get('/follow')).text).toContain(closed.number);
  });

  test('the reporter sees their photo; nobody else opens it by its address', async () => {
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${closed.number}?code=${closed.code}`);
    const [, src = ''] = /<img src="([^"]+)"/.exec(page.html) ?? [];
    expect((await visitor.get(src)).headers['content-type']).toMatch(/^image\//);
    expect((await new Phone(app).get(src)).status).toBe(404);
  });

  test('the result can be seen before its release by who follows it; a citizen’s photo by that citizen only', async () => {
    const picture = (seed: number) =>
      app.as(
        'public',
        async (ctx) => (await ctx.files.put(ctx, await aPicture({ width: 320, height: 240, seed }), { kind: 'image', name: 'p.jpg' })).id,
      );
    const [mine, result] = [await picture(11), await picture(12)];
    const row = await app.as('system', (ctx) =>
      aCase(ctx, world, { state: 'inProgress', report: { photos: [mine], place: '3号楼502老王家' } }),
    );
    const { code } = await app.as('public', (ctx) => joinPublicly(ctx, { caseId: row.id }));
    await app.as('system', async (ctx) => attachPhotos(ctx, row, (await eventsOf(ctx.read, row.id))[0]?.id ?? '', [result], 'after'));
    const reporter = new Phone(app);
    const own = await reporter.open(`/follow/${row.number}?code=${row.code}`);
    expect(own.html.match(/<img src=/g)).toHaveLength(2);
    const joined = await new Phone(app).open(`/follow/${row.number}?code=${code}`);
    expect(joined.html).toContain(result);
    expect(joined.html).not.toContain(mine);
    expect(joined.text).not.toContain('摊位占满人行道');
    // The place in words may name a door: before the release others are told the area.
    expect(own.text).toContain('3号楼502老王家');
    expect(joined.text).not.toContain('502');
    expect(joined.text).toContain(world.city.compound.name);
    const near = await app.inject({
      url: `/report/neighbours?category=e05-01&lng=${positionIn.compound.lng}&lat=${positionIn.compound.lat}`,
    });
    expect(near.body).toContain(world.city.compound.name);
    expect(near.body).not.toContain('502');
  });

  test('"solved" is noted and can be marked once', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', report: { place: '甲' } }));
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    const thanked = await visitor.send(page, { solved: 'yes' });
    expect(thanked.text).toContain('谢谢您，记下了：解决了');
    expect((await visitor.send(page, { solved: 'yes' })).text).toContain('已经评价过了');
    const marked = await visitor.send(thanked, { satisfied: '5' }, 'mark');
    expect(marked.text).toMatch(/评价记下了.*您说的是：解决了，办得很好。/);
    expect((await visitor.send(thanked, { satisfied: '1' }, 'mark')).text).toContain('已经评价过了');
  });

  test('"not solved" asks for a reason, then goes to the supervising level', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', report: { place: '乙' } }));
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    const why = await visitor.send(page, { solved: 'no' });
    // What is asked now stands before what is known already.
    expect(why.text).toMatch(/哪里没解决.*经过/);
    const empty = await visitor.send(why, { words: ' ' }, 'why-not');
    expect([empty.status, empty.text.includes('请写一句哪里没解决')]).toEqual([422, true]);
    const done = await visitor.send(empty, { words: '下午又摆出来了' }, 'why-not');
    expect(done.text).toContain('已交督查组重查');
    expect((await app.call(staff.getCase, { caseId: row.id }, { as: { personId: world.people.office } })).body.state).toBe('reopened');
  });

  test('words that are too long come back whole to be shortened', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', report: { place: '戊' } }));
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    const why = await visitor.send(page, { solved: 'no' });
    const long = await visitor.send(why, { words: '没'.repeat(2001) }, 'why-not');
    expect([long.status, long.text.includes('现在有2001个字，最多2000个')]).toEqual([422, true]);
    expect(formIn(long.html, 'why-not').values.get('words')).toEqual(['没'.repeat(2001)]);
    expect((await visitor.send(long, { words: `${'没'.repeat(1990)}${'\r\n'.repeat(9)}好` }, 'why-not')).text).toContain('已交督查组重查');
  });

  test('after 14 days it is too late, and the page says what to do', async () => {
    const row = await app.as('system', (ctx) => aCase(ctx, world, { state: 'closed', report: { place: '丙' } }));
    const visitor = new Phone(app);
    const page = await visitor.open(`/follow/${row.number}?code=${row.code}`);
    app.clock.forward(15 * 86_400_000);
    const late = await visitor.send(page, { solved: 'yes' });
    expect([late.status, late.text.includes('请重新反映一次')]).toEqual([409, true]);
    app.clock.forward(-15 * 86_400_000);
  });

  test('where no messages can be sent none is promised; a telephone is taken for a call', async () => {
    const visitor = new Phone(app);
    await visitor.get(`/follow/${hidden.number}?code=${hidden.code}`);
    const sent = await visitor.get(`/sent/${hidden.number}`);
    expect(sent.text).toContain('本站不发短信');
    expect(sent.text).not.toMatch(/发短信告诉您|邮箱/);
    expect((await visitor.send(sent, { phone: '那个' })).text).toContain('电话不对');
    const noted = await visitor.send(sent, { phone: '0912-3458000' });
    expect(noted.text).toContain('要问您的时候，打尾号8000的电话');
    expect(noted.text).not.toContain('0912');
    expect((await visitor.get(`/follow/${hidden.number}`)).text).toMatch(/要问您的时候会打给您。 不用再告诉我/);
  });
});

test('robots, manifest and icon', async () => {
  expect((await phone.get('/robots.txt')).html).toContain('Disallow: /work');
  expect(JSON.parse((await phone.get('/manifest.webmanifest')).html)).toMatchObject({ start_url: '/', lang: 'zh-CN' });
  expect((await phone.get('/icon.svg')).headers['content-type']).toContain('image/svg+xml');
});
