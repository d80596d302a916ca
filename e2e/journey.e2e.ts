import { expect, test } from 'vitest';
import type { Visitor } from './cast.ts';
import { photo } from './photo.ts';
import { openScene } from './scene.ts';

const scene = openScene('attempt');

interface Receipt {
  readonly number: string;
  readonly code: string;
}

/** On a phone: photo, place by the phone's position, kind, words, send. */
async function report(citizen: Visitor): Promise<Receipt> {
  const { page } = citizen;
  await citizen.reads('反映一个问题');
  await citizen.rests();
  await page.getByLabel('从相册选').setInputFiles(await photo('垃圾.jpg', 3));
  await page.getByLabel('社区', { exact: true }).selectOption({ label: '河滨社区' });
  await page.getByLabel('小区、路名、门牌').fill('河滨路 18 号门口');
  await page.getByText('垃圾没清').click();
  await page.getByLabel('说几句').fill('垃圾堆在路边三天了，没有人来收。');
  await page.getByAltText('您的第1张照片').waitFor();
  await citizen.rests();
  await citizen.presses('发送');
  await citizen.reads('收到了', /前办完/, '接下来', /城市管理局/);
  await citizen.rests();
  const value = async (name: string) =>
    (await page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]').innerText()).replaceAll(' ', '');
  return { number: await value('编号'), code: await value('查询码') };
}

/** By the frame's own ways: the section, then its page. */
async function goTo({ page }: Visitor, name: string): Promise<void> {
  const side = page.getByRole('navigation', { name: '主导航' });
  await side.getByRole('link', { name: /^问题( \d+)?$/ }).click();
  await side.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** The dispatch desk accepts the report and sends it to the unit that the duty list names. */
async function dispatch(office: Visitor, { number }: Pick<Receipt, 'number'>, words: RegExp, unit: string): Promise<void> {
  const { page } = office;
  await office.rests();
  await goTo(office, '派遣台');
  await page.getByText(/^待受理 1/).click();
  await office.reads(number, words);
  await office.rests();
  await office.presses(/受理并派给/);
  await office.reads(new RegExp(`已派给.*${unit}.*前签收`), '没有等受理的件');
  await office.rests();
}

/** Opens a case from the list of all cases. */
async function openCase(somebody: Visitor, { number }: Pick<Receipt, 'number'>): Promise<void> {
  const { page } = somebody;
  await goTo(somebody, '全部问题');
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('complementary', { name: '状态和要办的事' }).waitFor();
}

async function accept(unit: Visitor, { number }: Pick<Receipt, 'number'>, name: string): Promise<void> {
  await goTo(unit, '我们的问题');
  await unit.reads(number, '待签收', /先签收/);
  await unit.rests();
  await unit.presses(/^签收/);
  await unit.reads(new RegExp(`${name}.*处置中，最晚`), '处置中');
  await unit.rests();
}

async function handIn(unit: Visitor, done: string, seed: number): Promise<void> {
  const { page } = unit;
  await unit.presses(/^交回/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('做了什么').fill(done);
  await dialog.locator('input[type=file]').setInputFiles(await photo('之后.jpg', seed));
  await dialog.getByAltText('第 1 张照片').waitFor();
  await unit.rests();
  await dialog.getByRole('button', { name: /^交回/ }).click();
  await unit.reads(/已交回.*另一个人核查/);
  await dialog.waitFor({ state: 'hidden' });
  await unit.rests();
}

async function openCheck(checker: Visitor, { number }: Pick<Receipt, 'number'>): Promise<void> {
  const { page } = checker;
  await goTo(checker, '待核查');
  await page.getByRole('link', { name: number }).click();
  await checker.reads('待核查', /核查岗.不是发现人.也不是处置人/);
  await checker.rests();
}

async function sendBack(checker: Visitor): Promise<void> {
  const dialog = checker.page.getByRole('dialog');
  await checker.presses(/^返工/);
  await dialog.getByLabel('差在哪，要补什么').fill('垃圾清了，地面没有冲洗。');
  await checker.rests();
  await dialog.getByRole('button', { name: /退回返工/ }).click();
  await checker.reads(/已返工给.*城市管理局/, '返工 1 次', '地面没有冲洗');
  await checker.rests();
}

async function close(checker: Visitor): Promise<void> {
  const dialog = checker.page.getByRole('dialog');
  await checker.presses(/^开始核查/);
  await dialog.getByLabel('看到的情况').fill('到现场看过，地面干净。');
  await checker.rests();
  await dialog.getByRole('button', { name: /^结案/ }).click();
  await checker.reads('已核实', /已了结.不在谁手里/);
  await checker.rests();
}

async function release(office: Visitor): Promise<void> {
  const dialog = office.page.getByRole('dialog');
  await office.presses(/^向社会公开/);
  await dialog.getByLabel('公开这一张').first().check();
  await office.rests();
  await dialog.getByRole('button', { name: /^公开/ }).click();
  await office.reads('已公开');
  await office.rests();
}

async function notSolved(citizen: Visitor, receipt: Receipt): Promise<void> {
  const { page } = citizen;
  await page.getByRole('link', { name: '看进度' }).click();
  await page.waitForURL(`**/follow/${receipt.number}`);
  await page.goto(new URL('/follow', page.url()).href);
  await citizen.rests();
  await page.getByLabel('编号').fill(receipt.number);
  await page.getByLabel('查询码').fill(receipt.code);
  await citizen.presses('看进度');
  await citizen.reads('等您确认', /城市管理局已接件/, /没有办好.退回返工/, /另派人核查过/);
  await citizen.rests();
  await citizen.presses('没解决');
  await citizen.reads('哪里没解决');
  await citizen.rests();
  await page.getByLabel('哪里没解决').fill('第二天又堆满了。');
  await citizen.presses('没解决，请重查');
  await citizen.reads(/记下了：没解决/, /交督办层级重办.不退回原单位/);
  await citizen.rests();
}

test('a report from a phone to a checked end, and back when it is not solved', { timeout: 300_000 }, async () => {
  const { cast } = scene;
  cast.keepPicturesOfFailure();
  const citizen = await cast.citizen('/report');
  const receipt = await report(citizen);
  expect(receipt.number).toMatch(/^\d{4}-\d{5}$/);
  expect(receipt.code).toMatch(/^\d{6}$/);

  const office = await cast.staff('office');
  await dispatch(office, receipt, /权责清单 1\.1/, '城市管理局');
  const unit = await cast.staff('chengguan');
  await accept(unit, receipt, '城市管理局');
  await handIn(unit, '清走了三车垃圾。', 5);

  const checker = await cast.staff('inspector');
  await openCheck(checker, receipt);
  await sendBack(checker);
  await openCase(unit, receipt);
  await unit.reads('返工', '地面没有冲洗');
  await unit.rests();
  await handIn(unit, '地面冲洗过了。', 7);

  const second = await cast.staff('inspector2');
  await openCheck(second, receipt);
  await close(second);
  await openCase(office, receipt);
  await release(office);

  await notSolved(citizen, receipt);
  const supervising = await cast.staff('office2');
  await openCase(supervising, receipt);
  await supervising.reads('重开', '督办', '督办层级', '第二天又堆满了');
  await supervising.rests();
});

/** On patrol: the words are typed, place, kind and unit are found in them. */
async function reportAtDesk(finder: Visitor): Promise<{ number: string }> {
  const { page } = finder;
  await goTo(finder, '接电话、收信');
  await page.getByText('巡查', { exact: true }).click();
  await page.getByLabel('看到了什么').fill('河滨社区 3 号楼楼道堆满纸箱，走不过人');
  await finder.reads(/推测，因为/, '从原话认出');
  await page.getByRole('status').filter({ hasText: '河滨社区' }).waitFor();
  await finder.rests();
  await finder.presses(/^登记/);
  await finder.reads(/^受理编号，念给对方$/);
  await finder.rests();
  return {
    number: await page
      .getByText(/^\d{4}-\d{5}$/)
      .first()
      .innerText(),
  };
}

test('who found or handled a problem does not check it, and is told why', { timeout: 300_000 }, async () => {
  const { cast } = scene;
  cast.keepPicturesOfFailure();
  const finder = await cast.staff('inspector');
  const found = await reportAtDesk(finder);
  await dispatch(await cast.staff('office'), found, /楼道堆满纸箱/, '河滨社区');
  const unit = await cast.staff('community');
  await accept(unit, found, '河滨社区');
  await handIn(unit, '纸箱清走了，贴了告知。', 11);

  await openCase(unit, found);
  await unit.reads('待核查', /您处置过这件.核查要由另一个人做/);
  expect(await unit.page.getByRole('button', { name: '开始核查' }).isEnabled()).toBe(false);
  await unit.rests();
  await openCase(finder, found);
  await finder.reads('待核查', /这件是您发现的.核查要由另一个人做/);
  expect(await finder.page.getByRole('button', { name: '开始核查' }).isEnabled()).toBe(false);
  await finder.rests();

  const other = await cast.staff('street');
  await openCheck(other, found);
  await close(other);
});
