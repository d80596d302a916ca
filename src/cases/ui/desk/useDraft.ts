import { useCallback, useEffect, useMemo, useState } from 'react';
import { areasTree } from '../../../city/api.ts';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import { draftKey, sentKey } from '../../../ui/drafts.ts';
import { useLater } from '../../../ui/SearchPicker.tsx';
import { useSession } from '../../../ui/session.ts';
import { previewRoute, similarCases } from '../../api.ts';
import { previewReport } from '../../api/desk.ts';
import { guessCategory, listCategories } from '../../api/settings.ts';
import type { Channel } from '../../schema/words.ts';
import { cityDay } from '../../../ui/dates.ts';
import type { CategoryRow } from '../answers.ts';
import { answersOf, type Draft, emptyDraft, reopened, withoutPlace } from './draft.ts';
import { filled, hear } from './filled.ts';

keepAfterActs(areasTree, listCategories);

/** As many as leave room below them for what may be told, on a desk's screen. */
export const MOST_SIMILAR = 4;
const DESK = 'desk';
/** What was sent and not answered, so that it is never registered twice. */
export const unanswered = (personId: string) => sentKey(personId, DESK);

function kept(name: string, channel: Channel, file: boolean): Draft {
  const text = localStorage.getItem(name);
  if (!text) return emptyDraft(channel, file);
  try {
    return reopened({ ...emptyDraft(channel, file), ...JSON.parse(text) });
  } catch {
    return emptyDraft(channel, file);
  }
}

/** What was chosen, as `question:choice`. What is written freely decides nothing, and may hold any character. */
const choicesOf = (draft: Draft, category: CategoryRow | undefined): string[] =>
  (category?.attributes ?? []).flatMap(({ code, values }) =>
    (values ?? []).filter(({ key }) => [answersOf(draft)[code] ?? []].flat().includes(key)).map(({ key }) => `${code}:${key}`),
  );

/** What is typed, and what the server finds in it meanwhile. A field that a hand has touched is never guessed again. */
export function useDraft() {
  const session = useSession();
  const mayFile = session.may('cases.file');
  const name = draftKey(session.personId, DESK);
  const [typed, setTyped] = useState<Draft>(() => kept(name, 'hotline', mayFile));
  const words = useLater(typed.words.trim(), 400);
  const areas = useOperation(areasTree, {});
  const categories = useOperation(listCategories, {});
  const today = cityDay();
  const heard = useMemo(() => hear(words, areas.data?.items ?? [], today), [words, areas.data, today]);
  const guess = useOperation(guessCategory, { text: withoutPlace(words, heard.area).slice(0, 2000) }, { enabled: words.length > 3 });
  const guessed = words.length > 3 ? guess.data?.items[0] : undefined;
  const draft = useMemo(() => {
    const questionsOf = (code: string | null) => categories.data?.items.find((category) => category.code === code)?.attributes ?? [];
    return filled(typed, { words, heard, guess: guessed, questionsOf });
  }, [typed, words, heard, guessed, categories.data]);
  const category = categories.data?.items.find(({ code }) => code === draft.category);
  const area = areas.data?.items.find(({ id }) => id === draft.areaId);
  const at = { areaId: draft.areaId ?? undefined, lng: draft.lng ?? undefined, lat: draft.lat ?? undefined };
  const placed = draft.areaId !== null || draft.lng !== null;
  const similar = useOperation(
    similarCases,
    { ...at, text: words.slice(0, 300) || undefined, category: draft.category ?? undefined, limit: MOST_SIMILAR },
    { enabled: words.length > 3 || placed },
  );
  const route = useOperation(
    previewRoute,
    { ...at, category: draft.category ?? '', answer: choicesOf(draft, category) },
    { enabled: placed && draft.category !== null },
  );
  const begun = placed || draft.category !== null;
  // A promise moves on with the minutes.
  const told = useOperation(previewReport, { ...at, category: draft.category ?? undefined }, { enabled: begun, every: 60_000 });
  // From the newest state: an answer of the server may come after more was typed.
  const change = useCallback((patch: Partial<Draft>) => setTyped((now) => ({ ...now, ...patch, since: now.since ?? Date.now() })), []);
  useEffect(() => {
    if (typed.since !== null) localStorage.setItem(name, JSON.stringify(typed));
  }, [name, typed]);
  const clear = () => {
    localStorage.removeItem(name);
    localStorage.removeItem(unanswered(session.personId));
    setTyped(emptyDraft(typed.channel, mayFile));
  };
  const answers = answersOf({ ...typed, category: draft.category });
  return {
    draft,
    change,
    clear,
    guessed,
    heard,
    category,
    area,
    similar,
    route: placed && draft.category ? route : null,
    told: begun ? told.data : undefined,
    /** Is this answer taken from the words, and untouched? */
    answeredByWords: (code: string) => !(code in answers) && code in answersOf(draft),
    mayFile,
  };
}

export type Desk = ReturnType<typeof useDraft>;
