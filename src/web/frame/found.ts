import { useEffect, useState } from 'react';
import { listMeasures } from '../../platform/measures/api.ts';
import { search } from '../../platform/today/api.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { keepAfterActs, useOperation } from '../../ui/query.ts';
import { useLater } from '../../ui/SearchPicker.tsx';
import { useSession } from '../../ui/session.ts';
import { actions, screens } from '../screens.ts';
import { hrefOf, screenAt } from './navigation.ts';
import { recent } from './recent.ts';
import { frameTexts } from './text.ts';

keepAfterActs(listMeasures);

/** One line of what Ctrl-K found. */
export interface Found {
  readonly kind: string;
  readonly title: string;
  readonly note: string;
  readonly href: string;
}

/** Records of the server stand below; on a laptop both fit without scrolling. */
const MOST_HERE = 8;

type Matches = (name: string, text: string) => boolean;
const plain: Matches = (name, text) => name.toLowerCase().includes(text.toLowerCase());

/** Letters match pinyin too; the table of readings is loaded when the first letter is typed. */
function usePinyin(wanted: boolean): Matches {
  const [matches, setMatches] = useState<Matches>(() => plain);
  useEffect(() => {
    if (!wanted || matches !== plain) return undefined;
    let alive = true;
    void import('pinyin-pro').then(
      ({ match }) =>
        alive &&
        setMatches(
          () => (name: string, text: string) => plain(name, text) || match(name, text, { precision: 'start', continuous: true }) !== null,
        ),
    );
    return () => {
      alive = false;
    };
  }, [wanted, matches]);
  return matches;
}

/** Pages, actions and measures at once, records from the server as soon as the typing pauses; before typing, what was opened lately. */
export function useFound(text: string): { readonly found: readonly Found[]; readonly searching: boolean } {
  const t = useTexts(frameTexts);
  const word = useWord();
  const session = useSession();
  const asked = useLater(text, 200);
  const measures = useOperation(listMeasures, {}, { enabled: text.length > 0 });
  const records = useOperation(search, { text: asked || '-' }, { enabled: asked.length > 0, fresh: true });
  const matches = usePinyin(/[a-z]/i.test(text));
  const fits = (name: Bilingual, also: readonly string[] = []) => [name.zh, name.en, ...also].some((each) => matches(each, text));
  const pages = screens.filter((screen) => screen.entry && session.may(screen.permission));
  const page = (screen: (typeof pages)[number]) => ({ kind: t('palettePages'), title: word(screen.title), note: '', href: hrefOf(screen) });
  if (!text) {
    const lately = recent().flatMap((path) => {
      const screen = screenAt(path);
      return screen && session.may(screen.permission) ? [{ ...page(screen), kind: t('paletteRecent') }] : [];
    });
    return { found: lately, searching: false };
  }
  const acts = actions
    .filter((action) => session.may(action.permission) && fits(action.name, action.also))
    .map((action) => ({ kind: t('paletteActs'), title: word(action.name), note: '', href: action.href }));
  const figures = (measures.data?.items ?? [])
    .filter((measure) => fits(measure.name))
    .map((measure) => ({ kind: t('paletteMeasures'), title: word(measure.name), note: '', href: `/work/figures/${measure.id}` }));
  const hits =
    asked === text
      ? (records.data?.items ?? []).map((hit) => ({ kind: word(hit.kind), title: hit.title, note: hit.note, href: hit.href }))
      : [];
  const numbers = /\d/.test(text);
  const here = [...pages.filter((screen) => fits(screen.title)).map(page), ...acts, ...figures].slice(0, MOST_HERE);
  return { found: numbers ? [...hits, ...here] : [...here, ...hits], searching: asked !== text || records.loading };
}
