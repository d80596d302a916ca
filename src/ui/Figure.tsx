import type { ReactNode } from 'react';
import { Go } from './Go.tsx';
import { useTexts } from './i18n.ts';
import { uiTexts } from './text.ts';

interface FigureProps {
  readonly children: ReactNode;
  /** Where its records are. */
  readonly href?: string;
  readonly unit?: string;
}

/** A number that opens to its records: thin underline. Without a place to open it is only a number. */
export function Figure({ children, href, unit }: FigureProps) {
  const t = useTexts(uiTexts);
  const words = (
    <>
      {children}
      {unit ? <span className="tc-unit"> {unit}</span> : null}
    </>
  );
  return href ? (
    <Go href={href} className="tc-figure" title={t('openRecords')}>
      {words}
    </Go>
  ) : (
    <span className="tc-number">{words}</span>
  );
}
