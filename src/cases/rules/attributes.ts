import dayjs from 'dayjs';
import { z } from 'zod';
import { dayOf } from '../../kernel/calendar.ts';
import { both, type Fault, type Refusal } from '../../kernel/problem.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import { caseProblems as refusals } from '../schema/problems.ts';
import type { AttributeDefinition } from '../schema/settings.ts';

/** The answers to a category's further questions: what fits, what does not, and how they are shown. */

export type Given = Readonly<Record<string, string | readonly string[]>>;
type Values = Record<string, string[]>;
/** A refusal with the field that it is about. */
export type AttributeFault = Refusal & { readonly path: Fault['path'] };

const LONGEST = { string: 200, text: 2000 } as const;
const number = /^[+-]?\d{1,15}(\.\d{1,15})?$/;
const moment = z.iso.datetime({ local: true, offset: true });
const zone = /(Z|[+-]\d{2}:?\d{2})$/;
const inCity = (at: Date) => dayjs(at).tz(CITY_TIME_ZONE);

/** A browser sends `2026-11-23T09:20` without a zone: it means the city's clock. */
function momentIn(text: string): string | null {
  // A plus that was not escaped in an address arrives as a space.
  const full = text.replace(/ (?=\d{2}:\d{2}$)/, '+').replace(/T(\d{2}:\d{2})(?=$|Z|[+-])/, 'T$1:00');
  if (!moment.safeParse(full).success) return null;
  const at = zone.test(full) ? new Date(full) : dayjs.tz(full, CITY_TIME_ZONE).toDate();
  return inCity(at).format('YYYY-MM-DDTHH:mm:ssZ');
}

/** The value as it is kept, or how it should be. */
function read({ type, values }: AttributeDefinition, text: string): { readonly value: string } | { readonly how: Bilingual } {
  switch (type) {
    case 'singlevaluelist':
    case 'multivaluelist':
      return values.some(({ key }) => key === text)
        ? { value: text }
        : { how: { zh: '请从列出的里面选', en: 'choose one of those listed' } };
    case 'number': {
      const plain = text.normalize('NFKC').replace(/\s/g, '');
      return number.test(plain) ? { value: plain } : { how: { zh: '请只填数字', en: 'a number, please' } };
    }
    case 'datetime': {
      const at = momentIn(text);
      return at === null ? { how: { zh: '请填日期和时间', en: 'a date and a time, please' } } : { value: at };
    }
    default:
      return Array.from(text).length <= LONGEST[type]
        ? { value: text }
        : { how: { zh: `最多 ${LONGEST[type]} 个字`, en: `${LONGEST[type]} characters at most` } };
  }
}

const listOf = (given: string | readonly string[] | undefined): string[] =>
  (typeof given === 'string' ? [given] : [...(given ?? [])]).map((one) => one.trim()).filter((one) => one !== '');

function oneOf(definition: AttributeDefinition, given: Given, strict: boolean): { readonly values: string[] } | AttributeFault {
  const texts = [...new Set(listOf(given[definition.code]))];
  const name = both(definition.name.zh, definition.name.en);
  const path = `attributes.${definition.code}`;
  if (texts.length === 0)
    return definition.required && strict ? { refused: refusals['cases.attributeMissing'], detail: { name }, path } : { values: [] };
  const wrong = (how: Bilingual) => ({ refused: refusals['cases.attributeWrong'], detail: { name, how: both(how.zh, how.en) }, path });
  if (texts.length > 1 && definition.type !== 'multivaluelist') return wrong({ zh: '只填一个', en: 'one answer only' });
  const values: string[] = [];
  for (const text of texts) {
    const answer = read(definition, text);
    if ('how' in answer) return wrong(answer.how);
    values.push(answer.value);
  }
  return { values };
}

/**
 * GeoReport v2: a service's attributes, each by its type. What the category does not ask is left out. Who found it
 * stands there and looks: only who tells us of something has to answer what is required (`strict`).
 */
export function decideAttributes(
  definitions: readonly AttributeDefinition[],
  given: Given,
  strict: boolean,
): { readonly ok: Values; readonly faults?: undefined } | { readonly ok?: undefined; readonly faults: readonly AttributeFault[] } {
  const answers = definitions.map((definition) => [definition.code, oneOf(definition, given, strict)] as const);
  const faults = answers.flatMap(([, answer]) => ('refused' in answer ? [answer] : []));
  if (faults.length > 0) return { faults };
  return {
    ok: Object.fromEntries(
      answers.flatMap(([code, answer]) => ('values' in answer && answer.values.length > 0 ? [[code, answer.values]] : [])),
    ),
  };
}

interface Choosing {
  readonly code: string;
  readonly values?: readonly AttributeDefinition['values'][number][] | undefined;
}

/** The first answer that tells of a danger. */
export const dangerAnswered = (definitions: readonly Choosing[], given: Given): AttributeDefinition['values'][number] | undefined =>
  definitions
    .flatMap(({ code, values = [] }) => values.filter(({ key, urgent }) => urgent === true && listOf(given[code]).includes(key)))
    .at(0);

/** Questions of which an answer decides how urgent it is. */
export const askedForDanger = (definitions: readonly Choosing[]): readonly string[] =>
  definitions.flatMap(({ code, values = [] }) => (values.some(({ urgent }) => urgent === true) ? [code] : []));

/** What was answered, in words. */
export function answered(
  definitions: readonly AttributeDefinition[],
  given: Readonly<Record<string, readonly string[]>>,
): { code: string; name: Bilingual; value: Bilingual[] }[] {
  return definitions.flatMap((definition) => {
    const values = given[definition.code] ?? [];
    return values.length === 0
      ? []
      : [{ code: definition.code, name: definition.name, value: values.map((value) => inWords(definition, value)) }];
  });
}

function inWords({ type, values }: AttributeDefinition, value: string): Bilingual {
  if (type === 'datetime') {
    const at = new Date(value);
    return Number.isNaN(at.getTime())
      ? { zh: value, en: value }
      : { zh: `${dayOf(at)} ${inCity(at).format('HH:mm')}`, en: inCity(at).format('D MMM YYYY HH:mm') };
  }
  return values.find(({ key }) => key === value)?.name ?? { zh: value, en: value };
}
