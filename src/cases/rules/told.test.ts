import { describe, expect, test } from 'vitest';
import { contactDaysOf, messageOf, mobileIn, nextAttempt, toldKinds, type ToldFacts, type ToldKind } from './told.ts';

const facts = (more: Partial<ToldFacts> = {}): ToldFacts => ({
  what: 'filed',
  as: 'reporter',
  brand: { zh: '安塬文明网', en: 'Anyuan Civic' },
  category: { zh: '垃圾没清', en: 'Rubbish' },
  number: '2611-00001',
  link: 'https://city.example/follow/2611-00001',
  phone: '12345',
  due: null,
  provisional: false,
  reason: null,
  outcome: null,
  answerUntil: null,
  unitName: null,
  expected: null,
  other: null,
  ...more,
});
const at = (text: string) => new Date(`${text}+08:00`);

describe('what is said', () => {
  test.each<[ToldKind, Partial<ToldFacts>, string, string]>([
    [
      'filed',
      { due: at('2026-12-08T17:00:00') },
      '您反映的“垃圾没清”（编号 2611-00001）已受理，最晚12月8日17:00前办完。',
      'by 8 Dec, 17:00 at the latest.',
    ],
    ['filed', {}, '已受理。', 'was accepted.'],
    ['filed', { due: at('2027-01-04T17:00:00'), provisional: true }, '前办完（暂定，放假安排公布后可能会动）。', 'provisional until'],
    ['filed', { as: 'joined' }, '您也遇到的“垃圾没清”', 'that you saw too'],
    [
      'declined',
      { reason: { zh: '请向当地反映。', en: 'Tell the other city.' } },
      '没有受理。请向当地反映。',
      'was not accepted. Tell the other city.',
    ],
    ['asked', {}, '有个问题要问您，请到进度页回答', 'the unit has a question for you'],
    [
      'closed',
      { outcome: 'fixed', answerUntil: at('2026-12-22T09:00:00') },
      '已解决。请您说一声，解决了还是没解决（12月22日前）。',
      'found it fixed. Please say whether it is solved (until 22 Dec).',
    ],
    ['closed', { outcome: 'nothingFound' }, '已答复：现场没有发现。', 'was answered: Nothing found.'],
    [
      'longTerm',
      { reason: { zh: '要等钱。', en: 'No money yet.' }, unitName: '城管局', expected: '2027-06-30' },
      '已挂账：要等钱。城管局牵头，预计2027年6月30日前办。',
      'No money yet. 城管局 leads, expected by 30 Jun 2027.',
    ],
    ['reopened', {}, '已重开，由督办层级重新安排，不退回原单位', 'not the same unit'],
    ['merged', { other: '2611-00002' }, '和 2611-00002 是同一件，一起办；以后查 2611-00002，查询码不变', 'Follow 2611-00002 from now on'],
  ])('%s %j', (what, more, zh, en) => {
    const told = facts({ what, ...more });
    const [chinese, english] = [messageOf(told, 'zh'), messageOf(told, 'en')];
    for (const text of [chinese.email, chinese.sms]) expect(text).toContain(zh);
    for (const text of [english.email, english.sms]) expect(text).toContain(en);
  });

  test('leads to the page, names the number, and is complete in both languages', () => {
    for (const what of Object.keys(toldKinds) as ToldKind[]) {
      for (const locale of ['zh', 'en'] as const) {
        const { subject, email, sms } = messageOf(facts({ what, outcome: 'fixed' }), locale);
        expect(`${subject}${email}${sms}`).not.toMatch(/[{}]|undefined|null/);
        for (const text of [email, sms]) expect(text).toContain('https://city.example/follow/2611-00001');
        expect(subject).toContain('2611-00001');
        expect(sms).not.toContain('\n');
      }
    }
  });

  test('a text message is short enough to be sent in three parts', () => {
    const long = facts({
      what: 'longTerm',
      reason: { zh: '要花的钱还没有着落，正在申请列入预算或项目。', en: '' },
      unitName: '城市管理综合执法局',
      expected: '2027-06-30',
    });
    expect(messageOf(long, 'zh').sms.length).toBeLessThan(3 * 67);
  });

  test('a declined case says where to disagree; only where there is a number to call', () => {
    expect(messageOf(facts({ what: 'declined' }), 'zh').email).toContain('打 12345 报编号');
    expect(messageOf(facts({ what: 'declined', phone: null }), 'zh').email).not.toContain('报编号，会有人');
  });

  test('a mail says why it came and how to end it', () => {
    expect(messageOf(facts(), 'zh').email).toMatch(/留了邮箱.*不用再告诉我/);
    expect(messageOf(facts(), 'en').email).toMatch(/left your address.*Stop telling me/);
  });
});

test.each([
  ['13800138000', '13800138000'],
  ['+86 138 0013 8000', '13800138000'],
  ['0086-13800138000', '13800138000'],
  ['１３８００１３８０００', '13800138000'],
  ['12800138000', null],
  ['010-62345678', null],
  ['1380013800', null],
  ['138001380001', null],
  ['+1 380 013 8000', null],
  ['', null],
])('the mobile number in “%s”: %s', (text, mobile) => {
  expect(mobileIn(text)).toBe(mobile);
});

describe('a message that was not taken', () => {
  const now = new Date('2026-11-23T09:20:00+08:00');
  const minutes = (attempts: number, forGood = false) => {
    const next = nextAttempt(attempts, forGood, now);
    return next && (next.getTime() - now.getTime()) / 60_000;
  };
  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [6, 32],
    [7, 60],
    [23, 60],
    [24, null],
  ])('is tried again after attempt %i in %s minutes', (attempts, wait) => {
    expect(minutes(attempts)).toBe(wait);
  });
  test('lasts a night, and no more than a day', () => {
    const all = Array.from({ length: 23 }, (_, index) => minutes(index + 1) ?? 0).reduce((sum, one) => sum + one, 0);
    expect(all / 60).toBeGreaterThan(12);
    expect(all / 60).toBeLessThan(24);
  });
  test('is given up at once when trying again is of no use', () => {
    expect(minutes(1, true)).toBeNull();
  });
});

test.each([
  [30, 14, 30],
  [5, 14, 14],
])('contacts kept %i days, "not solved" for %i: erased after %i', (contactDays, disputeDays, days) => {
  expect(contactDaysOf({ contactDays, disputeDays })).toBe(days);
});
