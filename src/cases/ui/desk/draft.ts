import type { Channel } from '../../schema/words.ts';

/** How a field came to its value: by hand it is never overwritten. */
export type From = 'words' | 'answer' | 'hand' | 'map' | null;

/** What is being registered; kept on this computer until it is sent. */
export interface Draft {
  readonly channel: Channel;
  readonly words: string;
  readonly title: string;
  readonly titleFrom: From;
  readonly areaId: string | null;
  readonly areaName: string;
  readonly areaFrom: From;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly place: string;
  readonly placeFrom: From;
  readonly category: string | null;
  readonly categoryFrom: From;
  readonly urgent: boolean;
  readonly urgentFrom: From;
  readonly phone: string;
  readonly name: string;
  readonly saidAt: string;
  readonly attributes: Readonly<Record<string, string | string[]>>;
  /** The category whose questions these answers are to. */
  readonly attributesFor: string | null;
  readonly photos: readonly string[];
  /** Photos that arrived before the page was loaded again: the server has them, this page has no picture of them. */
  readonly photosBefore: readonly string[];
  readonly file: boolean;
  readonly sameAs: { readonly id: string; readonly number: string } | null;
  /** When the first word was typed. */
  readonly since: number | null;
  /** Reserved for this call and read out; null = not yet, empty = it was sent without one. */
  readonly number: string | null;
  readonly numberUntil: string | null;
}

export const emptyDraft = (channel: Channel, file: boolean): Draft => ({
  channel,
  words: '',
  title: '',
  titleFrom: null,
  areaId: null,
  areaName: '',
  areaFrom: null,
  lng: null,
  lat: null,
  place: '',
  placeFrom: null,
  category: null,
  categoryFrom: null,
  urgent: false,
  urgentFrom: null,
  phone: '',
  name: '',
  saidAt: '',
  attributes: {},
  attributesFor: null,
  photos: [],
  photosBefore: [],
  file,
  sameAs: null,
  since: null,
  number: null,
  numberUntil: null,
});

/** Answers to the questions of the category as it is now; another category asks something else. */
export const answersOf = (draft: Pick<Draft, 'attributes' | 'attributesFor' | 'category'>): Draft['attributes'] =>
  draft.attributesFor === draft.category ? draft.attributes : {};

/** What was kept, on a page that was loaded again. */
export const reopened = (draft: Draft): Draft => ({ ...draft, photos: [], photosBefore: photosOf(draft) });

export const photosOf = ({ photosBefore, photos }: Pick<Draft, 'photos' | 'photosBefore'>): string[] => [...photosBefore, ...photos];

/** The name of a place says nothing about the thing: in 河滨社区 no river is meant. */
export const withoutPlace = (words: string, area: { readonly name: string } | undefined): string =>
  area ? words.replaceAll(area.name, ' ') : words;

/** The longest area name that the words contain. */
export function areaIn<T extends { readonly name: string }>(words: string, areas: readonly T[]): T | undefined {
  return areas
    .filter((area) => area.name.length > 1 && words.includes(area.name))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

/** `493017` → `49 30 17`. */
export const inPairs = (code: string): string => code.replace(/(\d{2})(?=\d)/g, '$1 ');

/** Digits as they are spoken on the phone: `2611-01228` → `二六幺幺，零幺二二八`. */
export function spoken(number: string, digits: string): string {
  const names = digits.split(',');
  const chinese = names[0] !== '0';
  return number
    .split('-')
    .map((part) =>
      part
        .split('')
        .map((digit) => names[Number(digit)] ?? digit)
        .join(chinese ? '' : ' '),
    )
    .join(chinese ? '，' : ', ');
}
