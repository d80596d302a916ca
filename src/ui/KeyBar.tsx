import { useLetters, useShownKeys } from './keys.ts';
import { useTexts } from './i18n.ts';
import { uiTexts } from './text.ts';

const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': '␣' };
/** How a key is printed: letters large, arrows as arrows. */
export const keySign = (key: string): string =>
  signs[key] ??
  key.replace('Ctrl+', 'Ctrl\u00a0').replace(/(^|\u00a0)([a-z])$/, (_, gap: string, letter: string) => gap + letter.toUpperCase());

/** The keys of the open page, at the foot of the frame. */
export function KeyBar() {
  const t = useTexts(uiTexts);
  const letters = useLetters();
  const shown = useShownKeys().filter((act) => letters || act.key.length > 1);
  if (shown.length === 0) return null;
  return (
    <div className="tc-keys" role="note" aria-label={t('keysOf')}>
      {shown.map((act) => (
        <span key={act.key}>
          {(act.shown ?? keySign(act.key)).split(' ').map((sign) => (
            <kbd key={sign}>{sign}</kbd>
          ))}
          {act.words}
        </span>
      ))}
    </div>
  );
}
