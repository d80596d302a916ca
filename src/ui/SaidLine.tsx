import { useEffect, useSyncExternalStore } from 'react';
import { useTexts } from './i18n.ts';
import { useKeys } from './keys.ts';
import { uiTexts } from './text.ts';

interface Said {
  readonly words: string;
  /** Takes the act back; offered for `seconds`, with the key Z. */
  readonly undo?: () => void;
  readonly seconds: number;
}

let now: Said | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(next: Said | null): void {
  now = next;
  clearTimeout(timer);
  if (next) timer = setTimeout(() => show(null), next.seconds * 1000);
  for (const listener of listeners) listener();
}

/** Says what happened and what comes next: `say('已派给城管局，最晚周三 17:00 前回复')`. */
export function say(words: string, undo?: () => void): void {
  show({ words, undo, seconds: undo ? 10 : 8 });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The line that says it, once in the frame. */
export function SaidLine() {
  const t = useTexts(uiTexts);
  const said = useSyncExternalStore(subscribe, () => now);
  const undo = said?.undo;
  const takeBack = () => {
    show(null);
    undo?.();
  };
  useKeys([{ key: 'z', words: t('undo'), run: takeBack }], { off: !undo });
  useEffect(() => () => clearTimeout(timer), []);
  return (
    <output className="tc-said">
      {said ? (
        <span className="tc-said-line">
          <span>{said.words}</span>
          {undo ? (
            <button type="button" className="tc-button" onClick={takeBack}>
              {t('undo')} <kbd aria-hidden="true">Z</kbd>
            </button>
          ) : null}
          {undo ? <small>{t('seconds', { n: said.seconds })}</small> : null}
        </span>
      ) : null}
    </output>
  );
}
