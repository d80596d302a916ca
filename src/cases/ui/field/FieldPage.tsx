import './field.css';
import type { ReactNode } from 'react';
import { Go } from '../../../ui/Go.tsx';
import { Icon } from '../../../public/Icon.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { fieldTexts } from './text.ts';

interface Props {
  readonly title: string;
  readonly side?: ReactNode;
  /** An address, or what leads back on the same screen. */
  readonly back?: string | (() => void);
  /** The acts, where the thumb is. */
  readonly dock?: ReactNode;
  readonly children: ReactNode;
}

/** A screen in the field: head, what it shows, acts at the bottom edge above the tabs. */
export function FieldPage({ title, side, back, dock, children }: Props) {
  const t = useTexts(fieldTexts);
  return (
    <div className="fp">
      <header className="fp-head">
        {typeof back === 'string' && (
          <Go href={back} aria-label={t('back')}>
            <Icon name="back" />
          </Go>
        )}
        {typeof back === 'function' && (
          <button type="button" onClick={back} aria-label={t('back')}>
            <Icon name="back" />
          </button>
        )}
        <h1>{title}</h1>
        {side !== undefined && <span className="fp-side">{side}</span>}
      </header>
      <main className="fp-main" id="main">
        {children}
      </main>
      {dock && <div className="fp-dock">{dock}</div>}
    </div>
  );
}

export type Tone = 'neutral' | 'go' | 'warn';

/** A state is a word and a drawing, never colour alone. */
export function FieldState({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: 'clock' | 'alert' | 'verified';
  readonly children: ReactNode;
}) {
  return (
    <span className={`fp-state fp-${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
