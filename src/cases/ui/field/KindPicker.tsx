import { Icon } from '../../../public/Icon.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { categories } from './lists.ts';
import { useLive } from './live.ts';
import { fieldTexts } from './text.ts';

/** Every kind as a big tile, the usual ones first. */
export function KindPicker({ chosen, choose }: { readonly chosen: string | null; readonly choose: (code: string) => void }) {
  const t = useTexts(fieldTexts);
  const word = useWord();
  const kinds = useLive(categories, 'categories');
  if (kinds === undefined) return null;
  if (kinds.length === 0) return <p className="fp-note">{t('noKinds')}</p>;
  return (
    <div className="fp-tiles">
      {kinds.map(({ code, name, tile }) => (
        <div key={code}>
          <button className="fp-tile" type="button" aria-pressed={code === chosen} onClick={() => choose(code)}>
            {word(tile ?? name)}
            {code === chosen && <Icon name="check" />}
          </button>
        </div>
      ))}
    </div>
  );
}

/** The chosen kind in words, or that none is chosen yet. */
export function KindName({ code }: { readonly code: string | null }) {
  const t = useTexts(fieldTexts);
  const word = useWord();
  const kinds = useLive(categories, 'categories');
  const kind = kinds?.find((one) => one.code === code);
  return <>{kind ? t('chosenKind', { kind: word(kind.tile ?? kind.name) }) : t('noKind')}</>;
}
