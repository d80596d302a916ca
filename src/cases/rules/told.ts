import dayjs from 'dayjs';
import { dayOf } from '../../kernel/calendar.ts';
import { defineTexts, fill, type Bilingual, type Locale } from '../../kernel/text.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import { outcomes, type Outcome } from '../schema/words.ts';

/** What the reporter is told, in words of our own only: nothing that somebody wrote, no staff, no query code. */

export const toldKinds = {
  filed: { zh: '已受理', en: 'accepted' },
  declined: { zh: '不予受理', en: 'not accepted' },
  asked: { zh: '有问题要问', en: 'a question waits' },
  closed: { zh: '已办结', en: 'finished' },
  longTerm: { zh: '挂账', en: 'on the long-term list' },
  reopened: { zh: '已重开', en: 'reopened' },
  merged: { zh: '并入另一件', en: 'joined with another' },
} as const satisfies Record<string, Bilingual>;
export type ToldKind = keyof typeof toldKinds;

export interface ToldFacts {
  readonly what: ToldKind;
  /** Who reported it, or who saw it too. */
  readonly as: 'reporter' | 'joined';
  /** The public site's name; text messages begin with it. */
  readonly brand: Bilingual;
  readonly category: Bilingual;
  readonly number: string;
  readonly link: string;
  readonly phone: string | null;
  /** Until when it is done. */
  readonly due: Date | null;
  readonly provisional: boolean;
  /** What the listed reason says. */
  readonly reason: Bilingual | null;
  readonly outcome: Outcome | null;
  /** Until when "not solved" can be said. */
  readonly answerUntil: Date | null;
  readonly unitName: string | null;
  /** Day of the long-term list. */
  readonly expected: string | null;
  /** The number under which it goes on. */
  readonly other: string | null;
}

export interface Message {
  readonly subject: string;
  readonly email: string;
  /** One line; a text message of 70 characters costs once. */
  readonly sms: string;
}

const texts = defineTexts(
  {
    reporter: '您反映的“{category}”（编号 {number}）',
    joined: '您也遇到的“{category}”（编号 {number}）',
    filed: '{it}已受理，最晚{due}前办完{provisional}。',
    filedOpen: '{it}已受理。',
    provisional: '（暂定，放假安排公布后可能会动）',
    declined: '{it}没有受理。{reason}',
    asked: '{it}，办理的单位有个问题要问您，请到进度页回答。',
    fixed: '{it}已办结：另派人到现场看过，已解决。请您说一声，解决了还是没解决{until}。',
    answered: '{it}已答复：{outcome}。请您说一声，解决了还是没解决{until}。',
    until: '（{date}前）',
    longTerm: '{it}暂时办不了，已挂账：{reason}{unit}牵头，预计{expected}前办。',
    reopened: '{it}有人说没解决，已重开，由督办层级重新安排，不退回原单位。',
    merged: '{it}和 {other} 是同一件，一起办；以后查 {other}，查询码不变。',
    subject: '{brand}：{number} {what}',
    sms: '【{brand}】{sentence}查进度：{link}',
    follow: '看进度：{link}\n要用编号 {number} 和反映时给您的查询码。',
    disagree: '觉得不对，打 {phone} 报编号，会有人再看一遍。',
    stop: '您在反映这一件时留了邮箱，所以收到这封信。不想再收，在进度页点“不用再告诉我”，邮箱当场删掉。',
  },
  {
    reporter: 'Your report “{category}” (number {number})',
    joined: 'The problem “{category}” that you saw too (number {number})',
    filed: '{it} was accepted and is to be finished by {due} at the latest{provisional}.',
    filedOpen: '{it} was accepted.',
    provisional: ' (provisional until the holidays are published)',
    declined: '{it} was not accepted. {reason}',
    asked: '{it}: the unit has a question for you; please answer it on the page of your case.',
    fixed: '{it} is finished: somebody else looked on the spot and found it fixed. Please say whether it is solved{until}.',
    answered: '{it} was answered: {outcome}. Please say whether it is solved{until}.',
    until: ' (until {date})',
    longTerm: '{it} cannot be done for now and is on the long-term list: {reason} {unit} leads, expected by {expected}.',
    reopened: '{it} was found not solved and is open again; the supervising level takes over, not the same unit.',
    merged: '{it} is the same as {other}; both are handled together. Follow {other} from now on, with the same code.',
    subject: '{brand}: {number} {what}',
    sms: '[{brand}] {sentence} Follow: {link}',
    follow: 'Follow it: {link}\nYou need the number {number} and the check code that you were given.',
    disagree: 'If you think this is wrong, call {phone} and give the number; somebody looks at it again.',
    stop: 'You get this mail because you left your address with this case. To end it, press “Stop telling me” on the page of the case; your address is deleted at once.',
  },
);

/** `12月8日17:00`: a message may be read days later, so it names the day. */
const moment = (at: Date, locale: Locale): string =>
  dayjs(at)
    .tz(CITY_TIME_ZONE)
    .format(locale === 'zh' ? 'M月D日HH:mm' : 'D MMM, HH:mm');
const date = (at: Date, locale: Locale): string => dayjs(dayOf(at)).format(locale === 'zh' ? 'M月D日' : 'D MMM');
const day = (text: string, locale: Locale): string => dayjs(text).format(locale === 'zh' ? 'YYYY年M月D日' : 'D MMM YYYY');

function keyOf({ what, due, outcome }: ToldFacts) {
  if (what === 'filed') return due ? 'filed' : 'filedOpen';
  if (what === 'closed') return outcome === 'fixed' ? 'fixed' : 'answered';
  return what;
}

function sentenceOf(facts: ToldFacts, locale: Locale): string {
  const t = texts[locale];
  return fill(t[keyOf(facts)], {
    it: fill(t[facts.as], { category: facts.category[locale], number: facts.number }),
    due: facts.due ? moment(facts.due, locale) : '',
    provisional: facts.provisional ? t.provisional : '',
    reason: facts.reason?.[locale] ?? '',
    outcome: facts.outcome ? outcomes[facts.outcome][locale] : '',
    until: facts.answerUntil ? fill(t.until, { date: date(facts.answerUntil, locale) }) : '',
    unit: facts.unitName ?? '',
    expected: facts.expected ? day(facts.expected, locale) : '',
    other: facts.other ?? '',
  });
}

/** The same by both ways, in the language of who reported. */
export function messageOf(facts: ToldFacts, locale: Locale): Message {
  const t = texts[locale];
  const sentence = sentenceOf(facts, locale);
  const { link, phone } = facts;
  const number = facts.other ?? facts.number;
  const brand = facts.brand[locale];
  const disagree = facts.what === 'declined' && phone ? [fill(t.disagree, { phone })] : [];
  return {
    subject: fill(t.subject, { brand, number: facts.number, what: toldKinds[facts.what][locale] }),
    email: [sentence, ...disagree, fill(t.follow, { link, number }), `--\n${brand}\n${t.stop}`].join('\n\n'),
    sms: fill(t.sms, { brand, sentence, link }),
  };
}

/** The mobile number of eleven digits within what was typed; null for any other telephone, which gets no text messages. */
export function mobileIn(text: string): string | null {
  const dialled = text.normalize('NFKC').replace(/[^\d+]/g, '');
  return /^(?:(?:\+|00)?86)?(1[3-9]\d{9})$/.exec(dialled)?.[1] ?? null;
}

const MINUTE = 60_000;
const MOST_ATTEMPTS = 24;

/**
 * When a message that was not taken is tried again: after 1, 2, 4 … minutes, at most an hour apart, for about 19 hours;
 * a gateway that is down for a night loses nothing. Null = no more: what is said a day late is answered by the page.
 */
export function nextAttempt(attempts: number, forGood: boolean, now: Date): Date | null {
  if (forGood || attempts >= MOST_ATTEMPTS) return null;
  return new Date(now.getTime() + Math.min(2 ** (attempts - 1), 60) * MINUTE);
}

/** A contact stays while "not solved" can be said, however short the city keeps contacts. */
export const contactDaysOf = (settings: { readonly contactDays: number; readonly disputeDays: number }): number =>
  Math.max(settings.contactDays, settings.disputeDays);
