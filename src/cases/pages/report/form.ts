import type { Id } from '../../../kernel/ids.ts';
import type { PageRequest } from '../../../platform/slice.ts';

/** What somebody filled in, as it came: nothing in it is trusted before the service has looked at it. */
export interface Filled {
  readonly kind: string;
  readonly area: string;
  readonly place: string;
  readonly lng: string;
  readonly lat: string;
  readonly words: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** The kind whose further questions were shown. */
  readonly asked: string;
  /** Photos that the server has already. */
  readonly kept: readonly Id[];
  /** How many photos came beyond those that a report takes. */
  readonly beyond: number;
  /** The neighbour's case that it is the same as; `no` = none of them; empty = not asked yet. */
  readonly same: string;
}

export const emptyForm: Filled = {
  kind: '',
  area: '',
  place: '',
  lng: '',
  lat: '',
  words: '',
  attributes: {},
  asked: '',
  kept: [],
  beyond: 0,
  same: '',
};

const ATTRIBUTE = 'attr.';
export const MOST_PHOTOS = 4;
/** Characters; the form stops at 2,000, the interface takes ten times as many. */
export const MOST_WORDS = 20_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isId = (text: string): boolean => uuid.test(text);

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** One value of a form; the last one where a field came twice. Browsers send line breaks as two characters. */
export const field = (form: PageRequest['form'], name: string): string => listOf(form[name]).at(-1)?.replace(/\r\n?/g, '\n').trim() ?? '';

/** The beginning of a text, never half a character. */
const beginning = (text: string, most: number): string => (text.length <= most ? text : Array.from(text).slice(0, most).join(''));

/** Reads the posted form; photos that came with it join those that the server had. */
export function readForm({ form, files }: Pick<PageRequest, 'form' | 'files'>): Filled {
  const dropped = new Set(listOf(form.drop));
  const arrived = files.filter((file) => !file.refused).map((file) => file.fileId);
  const kept = [...new Set([...listOf(form.kept).filter(isId), ...arrived])].filter((id) => !dropped.has(id));
  return {
    kind: field(form, 'kind'),
    area: isId(field(form, 'area')) ? field(form, 'area') : '',
    place: beginning(field(form, 'place'), 200),
    lng: coordinate(field(form, 'lng'), 180),
    lat: coordinate(field(form, 'lat'), 90),
    words: field(form, 'words'),
    attributes: Object.fromEntries(
      Object.entries(form)
        .filter(([name]) => name.startsWith(ATTRIBUTE))
        .map(([name, value]) => [name.slice(ATTRIBUTE.length), listOf(value).filter((one) => one !== '')]),
    ),
    asked: field(form, 'asked'),
    kept: kept.slice(0, MOST_PHOTOS),
    beyond: Math.max(0, kept.length - MOST_PHOTOS),
    same: field(form, 'same'),
  };
}

function coordinate(text: string, limit: number): string {
  const number = Number(text);
  return text !== '' && Number.isFinite(number) && Math.abs(number) <= limit ? String(number) : '';
}

/** The form as hidden fields, for the page between. */
export function carried(filled: Filled): Readonly<Record<string, string | readonly string[]>> {
  const attributes = Object.entries(filled.attributes).map(([code, values]) => [`${ATTRIBUTE}${code}`, values] as const);
  const { kind, area, place, lng, lat, words, asked, kept } = filled;
  return { kind, area, place, lng, lat, words, asked, kept, ...Object.fromEntries(attributes) };
}

export const attributeName = (code: string): string => `${ATTRIBUTE}${code}`;
