import { useEffect, useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import type { CaseRow } from '../answers.ts';
import { dispatchTexts } from '../text/dispatch.ts';
import { useNow } from '../../../ui/useNow.ts';
import { useWaited } from './queue.ts';

interface QueueProps {
  readonly items: readonly CaseRow[];
  readonly current: string | undefined;
  readonly choose: (id: string) => void;
  readonly more: (() => void) | undefined;
  readonly moreWords: string;
}

/** The waiting cases, first due first. */
export function Queue({ items, current, choose, more, moreWords }: QueueProps) {
  const t = useTexts(dispatchTexts);
  const now = useNow().getTime();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav className="cs-queue" aria-label={t('queue')}>
      <ul ref={list}>
        {items.map((row) => (
          <QueueRow key={row.id} row={row} on={row.id === current} choose={choose} now={now} />
        ))}
      </ul>
      {more ? (
        <button type="button" className="tc-link cs-queue-more" onClick={more}>
          {moreWords}
        </button>
      ) : null}
    </nav>
  );
}

interface QueueRowProps {
  readonly row: CaseRow;
  readonly on: boolean;
  readonly choose: (id: string) => void;
  readonly now: number;
}

function QueueRow({ row, on, choose, now }: QueueRowProps) {
  const t = useTexts(dispatchTexts);
  const waited = useWaited();
  const late = row.remainingMinutes !== null && row.remainingMinutes < 0;
  const soon = row.remainingMinutes !== null && row.remainingMinutes < 60;
  const street = row.areas.find((area) => area.kind === 'street') ?? row.areas.at(-1);
  return (
    <li>
      <button type="button" aria-current={on ? 'true' : undefined} onClick={() => choose(row.id)}>
        <span className="cs-queue-title">{row.title}</span>
        <span className="cs-queue-line">
          <span>{row.number}</span>
          <span>{street?.name.replace(/街道$/, '') ?? row.place}</span>
          <span className={late ? 'cs-over' : soon ? 'cs-soon' : undefined}>
            {late || soon ? <Icon name={late ? 'over' : 'clock'} /> : null} {t('waited', { time: waited(row.reportedAt, now) })}
          </span>
        </span>
      </button>
    </li>
  );
}
