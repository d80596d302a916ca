import type { Day } from '../../../kernel/time.ts';
import { dangerAnswered } from '../../rules/attributes.ts';
import type { CategoryRow } from '../answers.ts';
import { answersOf, areaIn, type Draft } from './draft.ts';
import { dangerIn, type HeardTime, placeIn, timeIn, titleOf } from './recognise.ts';

export type Guess = { readonly code: string; readonly words: readonly string[]; readonly urgent: boolean };
interface Area {
  readonly id: string;
  readonly name: string;
}

/** What the words say, as far as it was recognised. */
export interface Heard<A extends Area = Area> {
  readonly area: A | undefined;
  /** Exactly where, below the area; empty = not said. */
  readonly place: string;
  readonly time: HeardTime | null;
  readonly danger: string | null;
}

export function hear<A extends Area>(words: string, areas: readonly A[], today: Day): Heard<A> {
  const area = areaIn(words, areas);
  return { area, place: placeIn(words, area), time: timeIn(words, today), danger: dangerIn(words) };
}

interface Known {
  readonly words: string;
  readonly heard: Heard;
  readonly guess: Guess | undefined;
  /** The questions of the category that the draft has, or would get. */
  readonly questionsOf: (category: string | null) => CategoryRow['attributes'];
}

/** Guesses go only into fields that nobody has touched. */
export function filled(typed: Draft, { words, heard, guess, questionsOf }: Known): Draft {
  const { area, place, time, danger } = heard;
  const free = (from: Draft['areaFrom']) => from !== 'hand' && from !== 'map';
  const placed = free(typed.areaFrom) && area ? { areaId: area.id, areaName: area.name, areaFrom: 'words' as const } : {};
  const exactly = free(typed.placeFrom) && place ? { place, placeFrom: 'words' as const } : {};
  const sorted = free(typed.categoryFrom) && guess ? { category: guess.code, categoryFrom: 'words' as const } : {};
  const category = sorted.category ?? typed.category;
  const urgent = free(typed.urgentFrom)
    ? urgency(danger !== null || guess?.urgent === true, tellsOfDanger(typed, category, questionsOf))
    : {};
  const title = free(typed.titleFrom)
    ? { title: titleOf(words, { area: area?.name ?? '', place, things: guess?.words ?? [] }), titleFrom: 'words' as const }
    : {};
  const draft = { ...typed, ...placed, ...exactly, ...sorted, ...urgent, ...title };
  return time ? { ...draft, ...when(draft, time, questionsOf(draft.category)) } : draft;
}

function urgency(said: boolean, answered: boolean): Partial<Draft> {
  if (said) return { urgent: true, urgentFrom: 'words' };
  return answered ? { urgent: true, urgentFrom: 'answer' } : {};
}

const tellsOfDanger = (typed: Draft, category: string | null, questionsOf: Known['questionsOf']): boolean =>
  dangerAnswered(questionsOf(category), answersOf({ ...typed, category })) !== undefined;

/** A question since when is answered by the time that was said; one that was cleared by hand stays empty. */
function when(draft: Draft, { day, time }: HeardTime, questions: CategoryRow['attributes']): Partial<Draft> {
  const answers = answersOf(draft);
  const asked = questions.filter((question) => question.type === 'datetime' && !(question.code in answers));
  if (asked.length === 0) return {};
  const said = `${day}T${time ?? '00:00'}`;
  return { attributes: { ...answers, ...Object.fromEntries(asked.map(({ code }) => [code, said])) }, attributesFor: draft.category };
}
