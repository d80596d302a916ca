import type { Id } from '../../kernel/ids.ts';
import type { Bilingual, Locale } from '../../kernel/text.ts';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import type { Read } from '../db/read.ts';

/** Names of records by id, in one query; who is unknown is left out. */
export type NamesOf = (read: Read, ids: readonly Id[], locale: Locale) => Promise<ReadonlyMap<Id, string>>;

/** A field of a fact. What its value means follows from the value itself, but for codes and ids. */
export interface FieldWords extends Bilingual {
  /** The value, or each of a list, is one of these codes. */
  readonly choices?: Readonly<Record<string, Bilingual>>;
  /** Of a field with choices: somebody's own words stand there too. */
  readonly orWords?: true;
  /** The value, or each of a list, is the id or code of a record of this kind. */
  readonly names?: string;
}

/** What a slice's facts say, for people. Fields are those of its own facts; a name in an object or a list is looked up alike. */
export interface FactWords {
  readonly types: Readonly<Record<string, Bilingual>>;
  /** Kinds of records that facts are about. */
  readonly subjects: Readonly<Record<string, Bilingual>>;
  readonly fields: Readonly<Record<string, FieldWords>>;
  readonly names?: Readonly<Record<string, NamesOf>>;
  /** The same for records that go by a code. */
  readonly codes?: Readonly<Record<string, NamesOf>>;
}

interface RecordedFact {
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: Id };
  readonly before: object | null;
  readonly after: object | null;
}

export interface ReadableFact {
  readonly what: string;
  readonly subject: string;
  readonly changes: { readonly field: string; readonly before: string; readonly after: string }[];
}

const id = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const onClock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: CITY_TIME_ZONE });
const yes = { zh: '是', en: 'yes' };
const no = { zh: '否', en: 'no' };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBilingual = (value: unknown): value is Bilingual => isObject(value) && typeof value.zh === 'string' && typeof value.en === 'string';

type Names = ReadonlyMap<string, ReadonlyMap<Id, string>>;

/** Puts facts into words in one language. Names are asked for once a kind of record, however many facts there are. */
export async function readable(
  read: Read,
  facts: readonly RecordedFact[],
  words: readonly FactWords[],
  locale: Locale,
): Promise<ReadableFact[]> {
  const wordsOf = new Map(words.flatMap((one) => Object.keys(one.types).map((type) => [type, one] as const)));
  const subjects: Readonly<Record<string, Bilingual>> = Object.assign({}, ...words.map((one) => one.subjects));
  const names = await namesOf(read, facts, { words, wordsOf, locale });
  return facts.map((fact) => {
    const own = wordsOf.get(fact.type);
    const kind = subjects[fact.subject.kind]?.[locale] ?? fact.subject.kind;
    const name = names.get(fact.subject.kind)?.get(fact.subject.id);
    return {
      what: own?.types[fact.type]?.[locale] ?? fact.type,
      subject: name === undefined ? kind : `${kind} ${name}`,
      changes: changesOf(fact, own?.fields ?? {}, { locale, names }),
    };
  });
}

interface Speaking {
  readonly locale: Locale;
  readonly names: Names;
}

function changesOf({ before, after }: RecordedFact, fields: FactWords['fields'], speaking: Speaking): ReadableFact['changes'] {
  const [was, is] = [new Map<string, unknown>(Object.entries(before ?? {})), new Map<string, unknown>(Object.entries(after ?? {}))];
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => ({
    field: fields[key]?.[speaking.locale] ?? key,
    before: was.has(key) ? textOf(was.get(key), key, fields, speaking) : '',
    after: is.has(key) ? textOf(is.get(key), key, fields, speaking) : '',
  }));
}

function textOf(value: unknown, key: string, fields: FactWords['fields'], speaking: Speaking): string {
  const { locale } = speaking;
  if (value === null || value === undefined || value === '') return locale === 'zh' ? '（空）' : '(empty)';
  if (typeof value === 'boolean') return (value ? yes : no)[locale];
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one, key, fields, speaking)).join(locale === 'zh' ? '；' : '; ');
  if (isBilingual(value)) return value[locale];
  if (isObject(value)) return partsOf(value, fields, speaking);
  return typeof value === 'string' ? wordOf(value, fields[key], speaking) : JSON.stringify(value);
}

function partsOf(value: Readonly<Record<string, unknown>>, fields: FactWords['fields'], speaking: Speaking): string {
  const [between, after] = speaking.locale === 'zh' ? ['，', ''] : [', ', ' '];
  return Object.entries(value)
    .map(([key, inner]) => `${fields[key]?.[speaking.locale] ?? key}${after || ' '}${textOf(inner, key, fields, speaking)}`)
    .join(between);
}

function wordOf(text: string, field: FieldWords | undefined, { locale, names }: Speaking): string {
  if (field?.names) return names.get(field.names)?.get(text) ?? text;
  if (field?.choices) return field.choices[text]?.[locale] ?? text;
  return moment.test(text) ? onClock.format(new Date(text)) : text;
}

interface Looking {
  readonly words: readonly FactWords[];
  readonly wordsOf: ReadonlyMap<string, FactWords>;
  readonly locale: Locale;
}

async function namesOf(read: Read, facts: readonly RecordedFact[], { words, wordsOf, locale }: Looking): Promise<Names> {
  const codes: Readonly<Record<string, NamesOf>> = Object.assign({}, ...words.map((one) => one.codes ?? {}));
  const wanted = new Map<string, Set<Id>>();
  const want = (kind: string, one: unknown) => {
    if (typeof one === 'string' && (kind in codes || id.test(one))) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(one));
  };
  for (const fact of facts) {
    want(fact.subject.kind, fact.subject.id);
    for (const [key, value] of fieldsWithin(fact)) {
      const kind = wordsOf.get(fact.type)?.fields[key]?.names;
      if (kind) want(kind, value);
    }
  }
  const sources: Readonly<Record<string, NamesOf>> = Object.assign({}, ...words.map((one) => one.names ?? {}));
  const found = new Map<string, ReadonlyMap<Id, string>>();
  for (const [kind, ids] of wanted) {
    const source = sources[kind] ?? codes[kind];
    if (source) found.set(kind, await source(read, [...ids], locale));
  }
  return found;
}

/** Every field of a fact with its value, those within objects and lists included. A loop: facts of old nest as they like. */
export function* fieldsWithin({ before, after }: Pick<RecordedFact, 'before' | 'after'>): Generator<readonly [string, unknown]> {
  const open = [before, after].flatMap((part) => Object.entries(part ?? {}));
  for (let next = open.pop(); next; next = open.pop()) {
    const [key, value] = next as readonly [string, unknown];
    if (Array.isArray(value)) open.push(...value.map((one): [string, unknown] => [key, one]));
    else if (isObject(value) && !isBilingual(value)) {
      yield [key, null];
      open.push(...Object.entries(value));
    } else yield [key, value];
  }
}
