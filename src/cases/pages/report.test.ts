import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { positionIn } from '../../city/fixtures.ts';
import { aPicture } from '../../platform/files/fixtures.ts';
import { formIn, Phone, type Shown } from '../../public/testing/browser.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { publicFollow } from '../api/public.ts';
import { aCase, aCasework, type TestCasework } from '../fixtures.ts';

let app: TestApp;
let world: TestCasework;
let phone: Phone;

beforeAll(async () => {
  app = await startTestApp();
  world = await app.as('system', aCasework);
  phone = new Phone(app);
});
afterAll(() => app.close());

const numbers = '零一二三四五六七八九';
/** The sum that the page asks without scripts. */
function answerTo(page: Shown): string {
  const [, a = '', b = ''] = /请算一下：(.)加(.)等于几/.exec(page.text) ?? [];
  return String(numbers.indexOf(a) + numbers.indexOf(b));
}
const seen = async (): Promise<Shown> => {
  const page = await phone.get('/report');
  app.clock.forward(20_000);
  return page;
};
let places = 0;
/** Another place each time, unlike in words, so that nobody's neighbour is offered. */
const aPlace = () => String.fromCodePoint(...[0, 1, 2].map((n) => 0x5000 + places++ * 3 + n));
const filled = (more: Record<string, string> = {}) => ({
  area: world.city.otherCommunity.id,
  place: aPlace(),
  kind: 'e05-01',
  words: '摊位占满人行道',
  ...more,
});
const count = async (): Promise<number> =>
  (await app.app.database.reader(app.cityId).tables<{ cases: { cityId: number; id: string } }>().selectFrom('cases').select('id').execute())
    .length;

describe('reporting without scripts', () => {
  const why = /占道摆摊的时限是4个工作日，按国家放假调休安排算，周末和节假日不算；工作时间 08:30–12:00、14:30–18:00。/;

  test('the form asks five things and offers every community', async () => {
    const page = await seen();
    expect(page.status).toBe(200);
    expect(page.html).toContain('encType="multipart/form-data"');
    expect(page.text).toContain(world.city.community.name);
    expect(page.text).toMatch(/垃圾没清.*楼道堆物.*车乱停.*路灯路面.*小广告.*占道摆摊/);
    expect(page.text).toContain('不用注册，不用留名字');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('a photo, a community, a kind and the sum are enough: number, code, date, and what comes next', async () => {
    const page = await seen();
    const sent = await phone.send(page, {
      ...filled({ answer: answerTo(page) }),
      photo: { file: await aPicture({ width: 640, height: 480 }), name: 'IMG_1.jpg' },
    });
    expect(sent.status).toBe(200);
    expect(sent.text).toMatch(/收到了 最晚.+前办完/);
    // By when first; why by then stands where it is due.
    expect(sent.text).toMatch(new RegExp(`编号.*接下来.*由另一个人到现场看。 ?${why.source}`));
    expect(sent.text).toMatch(/编号 2611-\d{5} 查询码 \d\d \d\d \d\d/);
    expect(sent.text).toContain(`按职责清单应是${world.city.department.name}`);
    expect(sent.html).toContain('href="/sent/2611-');
    expect(phone.cookie('mine')).toMatch(/^2611-\d{5}\.\d{6}/);
  });

  test('it is opened again from this phone, and from no other', async () => {
    const number = phone.cookie('mine')?.slice(0, 10) ?? '';
    const again = await phone.get(`/sent/${number}`);
    expect(again.text).toContain(`编号 ${number}`);
    expect(again.text).toMatch(/查询码 \d\d \d\d \d\d/);
    expect(again.text).toMatch(why);
    const stranger = await new Phone(app).get(`/sent/${number}`);
    expect(stranger.text).toContain('用反映时给您的编号和查询码');
    expect(stranger.text).not.toMatch(/查询码 \d\d \d\d \d\d/);
  });

  test('everything that is missing is said at once, and nothing is lost', async () => {
    const page = await seen();
    const back = await phone.send(page, {
      place: '北门',
      photo: { file: await aPicture({ width: 320, height: 240, seed: 5 }), name: 'a.jpg' },
    });
    expect(back.status).toBe(422);
    expect(back.text).toContain('还没发出去，有2处要改');
    expect(back.html).toMatch(/href="#place"[\s\S]*href="#kind"/);
    const form = formIn(back.html, 'report');
    expect(form.values.get('place')).toEqual(['北门']);
    expect(form.values.get('kept')).toHaveLength(1);
    expect(back.html).toMatch(/<img src="data:image\/\w+;base64,/);
    app.clock.forward(5_000);
    const sent = await phone.send(back, { ...filled({ answer: answerTo(back), words: '', place: '北门' }) });
    expect(sent.text).toContain('收到了');
  });

  test('a kept photo can be left out; then a few words are needed', async () => {
    const page = await seen();
    const back = await phone.send(page, { photo: { file: await aPicture({ width: 320, height: 240, seed: 6 }), name: 'a.jpg' } });
    const [kept = ''] = formIn(back.html, 'report').values.get('kept') ?? [];
    const again = await phone.send(back, { ...filled({ words: '', answer: answerTo(back) }), drop: [kept] });
    expect(again.status).toBe(422);
    expect(again.text).toContain('第4步：拍张照片，或说几句');
  });

  test('a file that is no picture is refused by its content, the rest stays', async () => {
    const page = await seen();
    const back = await phone.send(page, {
      ...filled({ answer: answerTo(page) }),
      photo: { file: Buffer.from('%PDF-1.7 not a picture'), name: 'photo.jpg' },
    });
    expect(back.status).toBe(422);
    expect(back.text).toContain('有一张没收下');
    expect(back.text).toContain('摊位占满人行道');
  });

  test('what a citizen writes never runs as markup', async () => {
    const page = await seen();
    const back = await phone.send(page, { words: '<img src=x onerror=alert(1)>"&', place: '"><script>alert(1)</script>' });
    expect(back.html).not.toMatch(/<img src=x|<script>alert/);
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['<img src=x onerror=alert(1)>"&']);
  });
});

describe('bad input', () => {
  const jpeg = (name: string, seed: number) => aPicture({ width: 320, height: 240, seed }).then((file) => ({ file, name }));
  const saved = async (answer: Shown): Promise<{ words: string; place: string; title: string }> => {
    const [, number = '', code = ''] = /编号 (\S+) 查询码 ((?:\d\d ?){3})/.exec(answer.text) ?? [];
    const followed = await app.call(publicFollow, { number, code }, { as: 'public' });
    return { words: followed.body.words ?? '', place: followed.body.place, title: followed.body.title };
  };

  test('one photo over 20 MB is refused by itself; words and the other photo stay', async () => {
    const page = await seen();
    const back = await phone.send(page, {
      ...filled({ answer: answerTo(page) }),
      photo: [
        await jpeg('好.jpg', 31),
        { file: Buffer.concat([await aPicture({ seed: 32 }), Buffer.alloc(20 * 1024 ** 2)]), name: '大.jpg' },
      ],
    });
    expect(back.status).toBe(422);
    expect(back.text).toContain('有一张没收下：文件太大，上限是 20 MB');
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['摊位占满人行道']);
    expect(formIn(back.html, 'report').values.get('kept')).toHaveLength(1);
  });

  test('of eight photos the first four are taken, and it is said', async () => {
    const page = await seen();
    const photo = await Promise.all(Array.from({ length: 8 }, (_, index) => jpeg(`${index}.jpg`, 40 + index)));
    const back = await phone.send(page, { ...filled({ answer: answerTo(page) }), photo });
    expect(back.status).toBe(422);
    expect(back.text).toContain('一件最多4张照片');
    expect(formIn(back.html, 'report').values.get('kept')).toHaveLength(4);
    app.clock.forward(5_000);
    expect((await phone.send(back, { answer: answerTo(back) })).text).toContain('收到了');
  });

  test('words beyond all measure come back whole to be shortened, 5 MB are refused in words', async () => {
    const page = await seen();
    const words = '长'.repeat(20_001);
    const back = await phone.send(page, filled({ answer: answerTo(page), words }));
    expect([back.status, back.text.includes('现在有20001个字，最多20000个')]).toEqual([422, true]);
    expect(formIn(back.html, 'report').values.get('words')).toEqual([words]);
    const refused = await phone.send(page, filled({ words: '长'.repeat(1_700_000) }));
    expect([refused.status, refused.text.includes('内容太大')]).toEqual([413, true]);
    app.clock.forward(5_000);
    const most = await phone.send(back, { answer: answerTo(back), words: '长'.repeat(20_000), place: aPlace() });
    expect((await saved(most)).words).toHaveLength(20_000);
  });

  test.each([
    ['a rare character', '𠮷野家门前𪚥', '𠮷'.repeat(100)],
    ['joined emoji', '👨‍👩‍👧‍👦🇨🇳'.repeat(20), '🏘️'],
    ['invisible and turned characters', '零\u200B宽\u202Egnp.exe', '\u200B东\u2066门'],
    ['a formula', '=HYPERLINK("http://x.example","x")', '+86'],
  ])('%s is kept as it was written', async (_what, words, place) => {
    const page = await seen();
    const more = `${place}${aPlace()}`;
    const sent = await phone.send(page, filled({ answer: answerTo(page), words, place: more }));
    expect(sent.status).toBe(200);
    expect(await saved(sent)).toMatchObject({ words, place: more });
  });

  test('a NUL is left out, and a line break counts as one character', async () => {
    const page = await seen();
    const sent = await phone.send(page, filled({ answer: answerTo(page), words: 'a\0b\r\nc', place: `\0${aPlace()}` }));
    expect((await saved(sent)).words).toBe('ab\nc');
  });

  test.each([
    ['outside the city', { lng: '116.4', lat: '39.9' }, '这个地点不在本市'],
    ['nowhere', { lng: 'NaN', lat: 'Infinity' }, '说一下在哪里'],
    ['beyond the globe', { lng: '1e308', lat: '-91' }, '说一下在哪里'],
    ['half', { lng: '107.6' }, '说一下在哪里'],
    ['in an area that does not exist', { area: '01940000-0000-7000-8000-000000000000' }, '说一下在哪里'],
    ['of no id', { area: "x' or 1=1" }, '说一下在哪里'],
  ])('a place %s is asked again at its step, nothing is lost', async (_what, place, said) => {
    const page = await seen();
    const back = await phone.send(page, { ...filled({ answer: answerTo(page) }), area: '', ...place });
    expect([back.status, back.text.includes(said)]).toEqual([422, true]);
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['摊位占满人行道']);
  });

  test.each(['no-such-kind', 'x'.repeat(3000), '%00'])('a kind that does not exist is asked again: %.20s', async (kind) => {
    const page = await seen();
    const back = await phone.send(page, filled({ answer: answerTo(page), kind }));
    expect([back.status, back.text.includes('选一下是什么问题')]).toEqual([422, true]);
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['摊位占满人行道']);
  });
});

describe('sending twice', () => {
  test('the same form pressed twice is one case and answers the same', async () => {
    const page = await seen();
    const filling = filled({ answer: answerTo(page), words: '按了两次' });
    const before = await count();
    const [first, second] = [await phone.send(page, filling), await phone.send(page, filling)];
    expect(second.text.match(/编号 (\S+) 查询码 (\d\d \d\d \d\d)/)?.[0]).toBe(first.text.match(/编号 (\S+) 查询码 (\d\d \d\d \d\d)/)?.[0]);
    expect(await count()).toBe(before + 1);
  });

  test('both at the same moment as well', async () => {
    const page = await seen();
    const filling = filled({ answer: answerTo(page), words: '同时按' });
    const before = await count();
    const answers = await Promise.all([phone.send(page, filling), phone.send(page, filling), phone.send(page, filling)]);
    expect(new Set(answers.map(({ text }) => text.match(/编号 (\S+)/)?.[1])).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  test('a used form with other words comes back with everything in it and goes as another report', async () => {
    const page = await seen();
    const first = filled({ answer: answerTo(page), words: '第一件' });
    await phone.send(page, first);
    const back = await phone.send(page, { ...first, words: '第二件' });
    expect(back.status).toBe(422);
    expect(back.text).toContain('刚才那件已经收到了');
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['第二件']);
    app.clock.forward(5_000);
    expect((await phone.send(back, { answer: answerTo(back), place: aPlace() })).text).toContain('收到了');
  });
});

describe('floods', () => {
  test('a form without a ticket of ours comes back with a fresh one', async () => {
    const page = await seen();
    const back = await phone.send(page, { ...filled({ answer: '5' }), ticket: 'forged.1.x' });
    expect(back.status).toBe(422);
    expect(back.text).toContain('再按一次“发送”');
    app.clock.forward(5_000);
    expect((await phone.send(back, { answer: answerTo(back) })).text).toContain('收到了');
  });

  test('who neither worked nor answered is asked, and the answer in words will do', async () => {
    const page = await seen();
    const between = await phone.send(page, filled());
    expect(between.status).toBe(200);
    expect(between.text).toContain('还差一步');
    const wrong = await phone.send(between, { answer: '99' }, 'between');
    expect(wrong.text).toContain('不对，再算一次');
    const sum = Number(answerTo(wrong));
    const sent = await phone.send(
      wrong,
      { answer: sum > 10 ? `十${numbers[sum - 10]}` : sum === 10 ? '十' : String(numbers[sum]) },
      'between',
    );
    expect(sent.text).toContain('收到了');
  });

  test('a program that fills the hidden field or sends at once has to answer as well', async () => {
    const page = await phone.get('/report');
    expect((await phone.send(page, filled({ homepage: 'http://spam.example' }))).text).toContain('请算一下');
  });

  test('a ticket is a day old at most; its form stays', async () => {
    const page = await seen();
    app.clock.forward(25 * 3_600_000);
    const back = await phone.send(page, filled({ answer: answerTo(page) }));
    expect(back.text).toContain('这一页打开得太久了');
    expect(formIn(back.html, 'report').values.get('words')).toEqual(['摊位占满人行道']);
  });

  test('a ticket is given for a key that a phone made, and for nothing else', async () => {
    const key = '0190b0a0-0000-7000-8000-000000000001';
    const given = await phone.get(`/report/ticket?key=${key}`);
    expect(given.html).toMatch(new RegExp(`^${key}\\.`));
    expect((await phone.get('/report/ticket?key=hello')).status).toBe(400);
  });
});

describe('neighbours', () => {
  test('are offered on a page between; "no" sends mine, "yes" joins theirs', async () => {
    const known = await app.as('system', (ctx) =>
      aCase(ctx, world, { state: 'inProgress', report: { ...positionIn.compound, category: 'e05-01' } }),
    );
    const page = await seen();
    const filling = {
      ...filled({ answer: answerTo(page), area: '' }),
      lng: String(positionIn.compound.lng),
      lat: String(positionIn.compound.lat),
    };
    const between = await phone.send(page, filling);
    expect(between.text).toMatch(/米外，\S+有人报过一件/);
    expect(between.text).toContain(world.city.department.name);
    const before = await count();
    const joined = await phone.send(between, { same: known.id }, 'between');
    expect(joined.text).toMatch(/记下了，和邻居的一起办 最晚.+前办完/);
    expect(joined.text).toContain(`编号 ${known.number}`);
    expect(await count()).toBe(before);
    const other = await seen();
    const asked = await phone.send(other, { ...filling, answer: answerTo(other), words: '另一处' });
    const mine = await phone.send(asked, { same: 'no' }, 'between');
    expect(mine.text).toContain('收到了');
    expect(await count()).toBe(before + 1);
  });

  test('where only a community was chosen, a place that is alike in words is offered', async () => {
    await app.as('system', (ctx) =>
      aCase(ctx, world, {
        state: 'inProgress',
        report: { lng: undefined, lat: undefined, areaId: world.city.community.id, place: '清河路小学门口', category: 'e05-03' },
      }),
    );
    const page = await seen();
    const between = await phone.send(
      page,
      filled({ answer: answerTo(page), area: world.city.community.id, kind: 'e05-03', place: '清河路小学' }),
    );
    expect(between.text).toContain('同一个社区，今天有人报过一件');
    // What the kind asks is asked of nobody who joins the neighbour.
    expect(between.text).not.toContain('大约几辆');
    const further = await phone.send(between, { same: 'no' }, 'between');
    expect(further.text).toContain('大约几辆');
    expect(further.text).not.toContain('有人报过');
    expect((await phone.send(further, {}, 'between')).text).toContain('收到了');
    const other = await seen();
    const asked = await phone.send(
      other,
      filled({ answer: answerTo(other), area: world.city.community.id, kind: 'e05-03', place: '北坡菜场' }),
    );
    expect(asked.text).toContain('大约几辆');
    expect(asked.text).not.toContain('有人报过');
    expect((await phone.send(asked, {}, 'between')).text).toContain('收到了');
  });

  test('the script is given them as a part of a page', async () => {
    const { lng, lat } = positionIn.compound;
    const part = await phone.get(`/report/neighbours?category=e05-01&lng=${lng}&lat=${lat}`);
    expect(part.html).toMatch(/^<section[^>]*id="near"/);
    expect((await phone.get('/report/neighbours?category=e05-01')).html).toBe('');
  });
});

test('a place outside the city is refused at its step', async () => {
  const page = await seen();
  const back = await phone.send(page, { ...filled({ answer: answerTo(page), area: '' }), lng: '1.5', lat: '1.5' });
  expect(back.status).toBe(422);
  expect(back.text).toContain('第2步：这个地点不在本市');
});

test('a point is chosen on a map that the server draws', async () => {
  const { lng, lat } = positionIn.compound;
  const map = await phone.get(`/report/map?lng=${lng}&lat=${lat}&span=0.015&point=${lng},${lat}`);
  expect(map.html).toMatch(/data-box="[\d.,]+"/);
  expect(map.html).toContain(world.city.compound.name);
  expect(map.html).toContain('aria-label="您选的点"');
});

test('English is complete', async () => {
  const visitor = new Phone(app);
  const switched = await visitor.get('/report?lang=en');
  expect([switched.status, switched.location]).toEqual([303, '/report']);
  const page = await visitor.open('/report');
  expect(page.html).toContain('<html lang="en"');
  const names = ['中文', world.city.community.name, world.city.otherCommunity.name];
  expect(names.reduce((text, name) => text.replaceAll(name, ''), page.text)).not.toMatch(/[\u4e00-\u9fff]/);
});
