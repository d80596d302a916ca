import { Icon } from '../../../public/Icon.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { categories } from './lists.ts';
import { useLive } from './live.ts';
import { fieldTexts } from './text.ts';

type Kind = Awaited<ReturnType<typeof categories>>[number];

interface Props {
  readonly chosen: string | null;
  readonly choose: (code: string) => void;
}

/** Kinds as big tiles: the usual ones, and behind them all others. */
export function KindPicker({ chosen, choose }: Props) {
  const t = useTexts(fieldTexts);
  const kinds = useLive(categories, 'categories');
  if (kinds === undefined) return null;
  if (kinds.length === 0) return <p className="fp-note">{t('noKinds')}</p>;
  const rest = kinds.filter(({ order }) => order === null);
  return (
    <>
      <Tiles kinds={kinds.filter(({ order }) => order !== null)} chosen={chosen} choose={choose} />
      {rest.length > 0 && (
        <details open={rest.some(({ code }) => code === chosen)}>
          <summary>{t('moreKinds', { n: rest.length })}</summary>
          <Tiles kinds={rest} chosen={chosen} choose={choose} />
        </details>
      )}
    </>
  );
}

function Tiles({ kinds, chosen, choose }: Props & { readonly kinds: readonly Kind[] }) {
  const word = useWord();
  return (
    <div className="fp-tiles">
      {kinds.map(({ code, name, tile }) => (
        <button key={code} className="fp-tile" type="button" aria-pressed={code === chosen} onClick={() => choose(code)}>
          {word(tile ?? name)}
          {code === chosen && <Icon name="check" />}
        </button>
      ))}
    </div>
  );
}

/** The chosen kind in words, or that none is chosen yet. */
export function KindName({ code, bare }: { readonly code: string | null; readonly bare?: boolean }) {
  const t = useTexts(fieldTexts);
  const word = useWord();
  const kinds = useLive(categories, 'categories');
  const kind = kinds?.find((one) => one.code === code);
  if (!kind) return <>{t('noKind')}</>;
  const name = word(kind.tile ?? kind.name);
  return <>{bare ? name : t('chosenKind', { kind: name })}</>;
}
