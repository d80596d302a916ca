import type { Bilingual } from '../../kernel/text.ts';
import type { Day } from '../../kernel/time.ts';
import type { CellValue, SheetColumn } from './template.ts';

interface Basics<Required extends boolean> {
  readonly header: Bilingual;
  /** Characters wide; 14 without it. */
  readonly width?: number;
  readonly note?: Bilingual;
  readonly example?: string;
  /** An empty cell is a fault. */
  readonly required?: Required;
}
type Given<T extends CellValue, Required extends boolean> = SheetColumn<Required extends true ? T : T | null>;

const wrong = (zh: string, en: string) => ({ wrong: { zh, en } });

function made<T extends CellValue, Required extends boolean>(
  basics: Basics<Required>,
  rest: Pick<SheetColumn<T>, 'kind' | 'read'> & Partial<Pick<SheetColumn, 'choices'>>,
): Given<T, Required> {
  // An empty cell of an optional column is null and never reaches `read`, so the wider type holds.
  const { required = false, ...others } = basics;
  return { ...others, required, ...rest };
}

/** Full-width digits and signs, as Chinese input methods make them, become the usual ones. */
const halfWidth = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();

/** Any text. Inner white space stays, outer blanks go. */
export function text<const R extends boolean = false>(
  basics: Basics<R> & { readonly max?: number; readonly pattern?: RegExp; readonly form?: Bilingual },
) {
  const { max = 1000, pattern, form, ...rest } = basics;
  return made<string, R>(rest, {
    kind: 'text',
    read: (value) => {
      if (Array.from(value).length > max) return wrong(`最多 ${max} 个字`, `at most ${max} characters`);
      if (pattern && !pattern.test(value)) return { wrong: form ?? { zh: '格式不对', en: 'wrong form' } };
      return { value };
    },
  });
}

interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function readNumber(text: string, { min = -Infinity, max = Infinity }: Range, whole: boolean) {
  const plain = halfWidth(text).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value)) return wrong('应是数字', 'must be a number');
  if (whole && !Number.isSafeInteger(value)) return wrong('应是整数', 'must be a whole number');
  if (value < min || value > max) return { wrong: rangeText(min, max) };
  return { value };
}

function rangeText(min: number, max: number): Bilingual {
  if (max === Infinity) return { zh: `不能小于 ${min}`, en: `must be at least ${min}` };
  if (min === -Infinity) return { zh: `不能大于 ${max}`, en: `must be at most ${max}` };
  return { zh: `应在 ${min} 到 ${max} 之间`, en: `must lie between ${min} and ${max}` };
}

export function whole<const R extends boolean = false>({ min, max, ...rest }: Basics<R> & Range) {
  return made<number, R>(rest, { kind: 'whole', read: (value) => readNumber(value, { min, max }, true) });
}

export function decimal<const R extends boolean = false>({ min, max, ...rest }: Basics<R> & Range) {
  return made<number, R>(rest, { kind: 'decimal', read: (value) => readNumber(value, { min, max }, false) });
}

const dayForm = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))/;

/** The day at the start of a text, in any usual form, and what follows it; null when the calendar has no such day. */
export function leadingDay(text: string): { readonly day: Day; readonly rest: string } | null {
  const found = dayForm.exec(text);
  // There is no year 0: it would be refused only when it is written.
  if (!found || found[1] === '0000') return null;
  const [month, date] = found.slice(2).filter((part) => part !== undefined);
  const day = `${found[1]}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  // 31 February would roll over into March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null;
  return { day, rest: text.slice(found[0].length).trim() };
}

/** A calendar day: 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日, 20261123, or a date cell. */
export function date<const R extends boolean = false>(basics: Basics<R>) {
  return made<Day, R>(basics, {
    kind: 'date',
    read: (value) => {
      const found = leadingDay(halfWidth(value));
      if (!found || !/^(T?00:00(:00)?(\.0+)?)?$/.test(found.rest))
        return wrong('应是日期，如 2026-11-23', 'must be a day such as 2026-11-23');
      return { value: found.day };
    },
  });
}

/** A moment on the city's clock: 2026-11-23 09:20, with or without seconds, or a date cell. */
export function time<const R extends boolean = false>(basics: Basics<R>) {
  return made<Date, R>(basics, {
    kind: 'time',
    read: (value) => {
      const found = leadingDay(halfWidth(value));
      const clock = found && /^T?(\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,3})?)?$/.exec(found.rest);
      if (!found || (found.rest !== '' && !clock)) return wrong('应是时间，如 2026-11-23 09:20', 'must be a time such as 2026-11-23 09:20');
      const [hour, minute, second, part] = clock ? clock.slice(1) : ['0', '00'];
      const at = new Date(`${found.day}T${hour?.padStart(2, '0')}:${minute}:${second ?? '00'}${part ?? ''}+08:00`);
      return Number.isNaN(at.getTime()) ? wrong('没有这个时刻', 'there is no such time') : { value: at };
    },
  });
}

/** One of a list; the cell shows its name, names in both languages and codes are read. */
export function choice<const C extends Readonly<Record<string, Bilingual>>, const R extends boolean = false>(
  basics: Basics<R> & { readonly choices: C },
) {
  const { choices, ...rest } = basics;
  const byName = new Map<string, keyof C & string>();
  for (const [code, { zh, en }] of Object.entries(choices))
    for (const name of [code, zh, en]) byName.set(halfWidth(name).toLowerCase(), code);
  const offered = Object.values(choices);
  return made<keyof C & string, R>(rest, {
    kind: 'choice',
    choices,
    read: (value) => {
      const code = byName.get(halfWidth(value).toLowerCase());
      if (code !== undefined) return { value: code };
      return wrong(`应是：${offered.map(({ zh }) => zh).join('、')}`, `must be one of: ${offered.map(({ en }) => en).join(', ')}`);
    },
  });
}

export const YES: Bilingual = { zh: '是', en: 'yes' };
export const NO: Bilingual = { zh: '否', en: 'no' };
const yeses = new Set(['是', 'yes', 'y', 'true', '1', '√', '✓', '有']);
const noes = new Set(['否', 'no', 'n', 'false', '0', '×', 'x', '无']);

export function yesNo<const R extends boolean = false>(basics: Basics<R>) {
  return made<boolean, R>(basics, {
    kind: 'yesNo',
    read: (value) => {
      const said = halfWidth(value).toLowerCase();
      if (yeses.has(said)) return { value: true };
      return noes.has(said) ? { value: false } : wrong('应填“是”或“否”', 'must be yes or no');
    },
  });
}
