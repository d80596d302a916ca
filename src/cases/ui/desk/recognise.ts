import { plusDays } from '../../../kernel/calendar.ts';
import type { Day } from '../../../kernel/time.ts';

/**
 * What a caller's words say of place, time and danger. Only suggestions: a hand overrules each of them. The lists of
 * words are ours and provisional; no standard names them.
 */

const NUMBER = '[0-9０-９]+|[一二三四五六七八九十百]+';
const PART = `(?:${NUMBER})\\s*(?:号楼|号院|号门|号|栋|幢|座|单元|层|楼|室)`;
const SIDE = '(?:的)?[东南西北正后前大侧]{0,2}(?:门口|门前|门外|门|楼下|楼前|楼后|前面|后面|旁边|旁|对面|路口|拐角|侧|前)';
/** Where a place in words ends. */
const STOP = /[，。！？；、,.!?;\n]/;

/** A house or gate right behind the name of an area: `铁路二院 5 号楼前的井盖` → `5 号楼前`. */
function behind(rest: string): string {
  const clause = rest.split(STOP)[0] ?? '';
  const house = new RegExp(`^(?:的)?\\s*((?:${PART}\\s*)+(?:${SIDE})?)`).exec(clause)?.[1];
  const gate = /^(?:的)?\s*([\p{Script=Han}\d]{0,8}?(?:门口|门前|路口|楼下|对面|旁边|[东南西北][门侧]))/u.exec(clause)?.[1];
  return (house ?? gate ?? '').trim();
}

/** A house number by a road, or a house alone: `在市场路 18 号` → `市场路 18 号`. */
function anywhere(words: string): string {
  const road = new RegExp(
    `(?:在|住|到|是|从|^|[，。、；\\s])([\\p{Script=Han}]{2,5}?(?:大道|路|街|巷)\\s*(?:${NUMBER})\\s*号(?:${SIDE})?)`,
    'u',
  ).exec(words);
  return (road?.[1]?.replace(/^[就我们是住在家到从]+/, '') ?? new RegExp(`((?:${PART}\\s*)+(?:${SIDE})?)`).exec(words)?.[1] ?? '').trim();
}

/** The exact place in the words, below the area that they name. Empty = none is said. */
export function placeIn(words: string, area: { readonly name: string } | undefined): string {
  const at = area ? words.indexOf(area.name) : -1;
  const near = area && at >= 0 ? behind(words.slice(at + area.name.length)) : '';
  return near || anywhere(words);
}

export interface HeardTime {
  /** As it was said. */
  readonly words: string;
  readonly day: Day;
  /** `HH:MM` where a part of the day or an hour was said, roughly. */
  readonly time: string | null;
}

const DAYS: Readonly<Record<string, number>> = { 大前: -3, 前: -2, 昨: -1, 今: 0 };
const PARTS: Readonly<Record<string, string>> = {
  凌晨: '03:00',
  清晨: '06:00',
  早上: '08:00',
  早: '08:00',
  上午: '10:00',
  中午: '12:00',
  下午: '15:00',
  傍晚: '18:00',
  晚上: '20:00',
  晚: '20:00',
  夜里: '22:00',
  半夜: '00:00',
};
const DIGITS = '零一二三四五六七八九十';
/** `12`, `三`, `十二`, `两`. */
export function numberIn(said: string): number {
  if (/^\d+$/.test(said)) return Number(said);
  const [tens = '', ones = ''] = said.includes('十') ? said.split('十') : ['零', said];
  const digit = (one: string, none: number) => (one === '' ? none : one === '两' ? 2 : DIGITS.indexOf(one));
  return digit(tens, 1) * 10 * Number(said.includes('十')) + digit(ones, 0);
}

const part = Object.keys(PARTS).join('|');
const COUNT = '\\d{1,3}|[一二两三四五六七八九十]{1,3}';
const named = new RegExp(`(大前|前|昨|今)(天|日)?(${part})?(?:(${COUNT})[点时](半)?)?(?![年前后])`, 'g');
const ago = new RegExp(`(${COUNT})天(?:以前|之前|前|了|没)`);

/** Of a clock of twelve hours by the part of the day: 晚上 8 点 is 20:00. */
function clockOf(half: string | undefined, hour: string | undefined, and: string | undefined): string | null {
  if (!hour) return half ? (PARTS[half] ?? null) : null;
  const said = numberIn(hour);
  const late = half !== undefined && (PARTS[half] ?? '') >= '15:00' && said < 12;
  return `${String((said + (late ? 12 : 0)) % 24).padStart(2, '0')}:${and ? '30' : '00'}`;
}

/** When it was, by the words: the first day or part of a day that has been. "Come today" names none. */
export function timeIn(words: string, today: Day): HeardTime | null {
  for (const found of words.matchAll(named)) {
    const [said, day = '', unit, half, hour, and] = found;
    // A single 今 or 前 is part of another word; 今天 alone is when somebody shall come.
    if ((!unit && !half) || (day === '今' && !half && !hour)) continue;
    return { words: said, day: plusDays(today, DAYS[day] ?? 0), time: clockOf(half, hour, and) };
  }
  const days = ago.exec(words);
  return days ? { words: days[0].replace(/[了没]$/, ''), day: plusDays(today, -numberIn(days[1] ?? '0')), time: null } : null;
}

const DANGERS =
  /(?:差点|险些)(?:儿|没)?[\p{Script=Han}]{1,4}|掉(?:下去|进去|了下去)|(?:摔|砸|烫|划|刮|撞|扎)(?:伤|倒|着人|到人|断)|受伤|触电|漏电|着火|起火|冒烟|爆炸|漏气|[煤燃]气味|坍塌|塌陷|塌了|被困/u;

/** What makes it urgent, as it was said. */
export const dangerIn = (words: string): string | null => DANGERS.exec(words)?.[0] ?? null;

const FILLERS = /^(?:喂|你好|您好|同志|我想|我要|我)?(?:反映|投诉|举报|说)?(?:一下|一个问题|个事)?[：:]?|那个|这个|就是|有个|你们/g;
const TITLE = 30;

/** `铁路二院5号楼楼下窨井盖晃得厉害`: the clause that names the thing, with the place where it is not said there. */
export function titleOf(
  words: string,
  heard: { readonly area?: string; readonly place?: string; readonly things?: readonly string[] } = {},
): string {
  const clauses = words
    .trim()
    .split(STOP)
    .map((clause) => clause.trim())
    .filter(Boolean);
  const { area = '', place = '', things = [] } = heard;
  const told =
    clauses.find((clause) => things.some((thing) => clause.includes(thing))) ??
    clauses.find((clause) => !isGreeting(clause)) ??
    clauses[0] ??
    '';
  const clean = told.replace(FILLERS, '').trim();
  const where = `${area && !clean.includes(area) ? area : ''}${place && !clean.includes(place) ? place : ''}`;
  return `${where}${clean}`.slice(0, TITLE);
}

const isGreeting = (clause: string): boolean =>
  clause.replace(FILLERS, '').trim().length < 2 || /^(?:喂|你好|您好|同志).{0,2}$/.test(clause);

/** Pieces of the words and what was recognised in each, in order and without overlap. */
export function tinted(
  words: string,
  found: readonly string[],
): readonly { readonly from: number; readonly text: string; readonly on: boolean }[] {
  const spans = found
    .filter(Boolean)
    .map((text) => ({ from: words.indexOf(text), to: words.indexOf(text) + text.length }))
    .filter(({ from }) => from >= 0)
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
  const pieces: { from: number; text: string; on: boolean }[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    if (to <= at) continue;
    const last = pieces.at(-1);
    if (from < at && last) last.text += words.slice(at, to);
    else pieces.push({ from: at, text: words.slice(at, from), on: false }, { from, text: words.slice(from, to), on: true });
    at = to;
  }
  return [...pieces, { from: at, text: words.slice(at), on: false }].filter(({ text }) => text !== '');
}
