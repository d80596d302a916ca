import type { ReactNode } from 'react';

interface RecordLayoutProps {
  readonly head: ReactNode;
  /** Left: the story. */
  readonly children: ReactNode;
  /** Right: state, time, who has it and why, the next act. On a phone the acts stand right below the head. */
  readonly decision: ReactNode;
  readonly decisionLabel: string;
}

/** A record as a page: left the story, right the decision, divided by a line. */
export function RecordLayout({ head, children, decision, decisionLabel }: RecordLayoutProps) {
  return (
    <div className="tc-record">
      {head}
      <div className="tc-record-cols">
        <div className="tc-story">{children}</div>
        <aside className="tc-decision" aria-label={decisionLabel}>
          {decision}
        </aside>
      </div>
    </div>
  );
}

/** A part of either column under its small head. */
export function Part({ title, children, extra }: { readonly title: string; readonly children: ReactNode; readonly extra?: ReactNode }) {
  return (
    <section className="tc-part">
      <h2>
        {title}
        {extra ? <span className="tc-part-extra">{extra}</span> : null}
      </h2>
      {children}
    </section>
  );
}
