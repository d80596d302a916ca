import { Component, type ReactNode, useSyncExternalStore } from 'react';
import type { CallProblem } from './call.ts';
import { textOf, useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { uiTexts } from './text.ts';

/** Rows of the height that the content will have, so that nothing jumps. */
export function Loading({ rows = 6, height = 40 }: { readonly rows?: number; readonly height?: number }) {
  const t = useTexts(uiTexts);
  return (
    <div className="tc-loading">
      <output className="tc-unseen">{t('loading')}</output>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="tc-bone" style={{ height: height - 16, width: `${92 - ((row * 37) % 40)}%` }} />
      ))}
    </div>
  );
}

interface EmptyProps {
  /** What is not there: `还没有小区`. */
  readonly title: string;
  /** How the first one comes. */
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
}

export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <div className="tc-empty">
      <p>{title}</p>
      {hint ? <p className="tc-hint">{hint}</p> : null}
      {children}
    </div>
  );
}

/** One line above the content: what failed, and `again`. The content stays. */
export function ProblemLine({ problem, again }: { readonly problem: CallProblem; readonly again?: () => void }) {
  const t = useTexts(uiTexts);
  return (
    <div className="tc-problem" role="alert">
      <Icon name={problem.lost ? 'offline' : 'over'} />
      <span>
        {problem.title}
        {problem.requestId && problem.status >= 500 ? <small> {t('requestId', { id: problem.requestId })}</small> : null}
      </span>
      {again ? (
        <button type="button" className="tc-button" onClick={again}>
          {t('again')}
        </button>
      ) : null}
    </div>
  );
}

interface AnsweredProps {
  readonly of: { readonly data: unknown; readonly loading: boolean; readonly problem: CallProblem | null; readonly again: () => void };
  readonly rows?: number;
  readonly children: ReactNode;
}

/** Shows what was asked for, or why it is not there yet. */
export function Asked({ of, rows, children }: AnsweredProps) {
  return (
    <>
      {of.problem ? <ProblemLine problem={of.problem} again={of.again} /> : null}
      {of.data === undefined ? of.loading ? <Loading rows={rows} /> : null : children}
    </>
  );
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);

/** Says that the network is gone; nothing while it is there. */
export function OfflineLine({ saved = false }: { readonly saved?: boolean }) {
  const t = useTexts(uiTexts);
  const online = useOnline();
  return (
    <output>
      {online ? null : (
        <span className="tc-offline">
          <Icon name="offline" />
          {t(saved ? 'offlineSaved' : 'offline')}
        </span>
      )}
    </output>
  );
}

/** A file of the app that is gone: a newer version was put up while this one was open. */
const isOutdated = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed|Unable to preload/i.test(error.message);

/** A part that breaks leaves the rest of the page alive. */
export class Guard extends Component<{ readonly children: ReactNode }, { readonly broken: 'no' | 'broken' | 'outdated' }> {
  override state = { broken: 'no' } as const;

  static getDerivedStateFromError(error: unknown) {
    return { broken: isOutdated(error) ? 'outdated' : 'broken' };
  }

  override render() {
    const broken: string = this.state.broken;
    if (broken === 'no') return this.props.children;
    const outdated = broken === 'outdated';
    return (
      <div className="tc-problem" role="alert">
        <Icon name="over" />
        <span>{textOf(uiTexts, outdated ? 'outdated' : 'crashed')}</span>
        <button type="button" className="tc-button" onClick={() => (outdated ? location.reload() : this.setState({ broken: 'no' }))}>
          {textOf(uiTexts, outdated ? 'refresh' : 'again')}
        </button>
      </div>
    );
  }
}
