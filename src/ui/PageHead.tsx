import { Fragment, type ReactNode } from 'react';
import { Go } from './Go.tsx';
import { useTexts } from './i18n.ts';
import { uiTexts } from './text.ts';

export interface Crumb {
  readonly name: string;
  readonly href?: string;
}

interface PageHeadProps {
  readonly title: ReactNode;
  /** Beside the title: `28 件没办完,1 件逾期`. */
  readonly note?: ReactNode;
  /** At most two steps above this page. */
  readonly path?: readonly Crumb[];
  /** At the right: acts that concern the whole page. */
  readonly children?: ReactNode;
}

/** Head of a page; its `h1` takes the focus after a change of page. */
export function PageHead({ title, note, path = [], children }: PageHeadProps) {
  const t = useTexts(uiTexts);
  return (
    <div className="tc-head">
      <div className="tc-head-words">
        {path.length > 0 ? (
          <nav className="tc-crumb" aria-label={t('crumb')}>
            {path.map((step, index) => (
              <Fragment key={step.name}>
                {index > 0 ? ' / ' : null}
                {step.href ? <Go href={step.href}>{step.name}</Go> : <span>{step.name}</span>}
              </Fragment>
            ))}
          </nav>
        ) : null}
        <div className="tc-head-line">
          <h1 tabIndex={-1}>{title}</h1>
          {note ? <p>{note}</p> : null}
        </div>
      </div>
      {children ? <div className="tc-head-acts">{children}</div> : null}
    </div>
  );
}
