import './today.css';
import { useState } from 'react';
import { SinceLastLook } from '../../platform/notify/ui/SinceLastLook.tsx';
import { ActButton } from '../../ui/ActButton.tsx';
import { leftWords, useDates } from '../../ui/dates.ts';
import { Go } from '../../ui/Go.tsx';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { usePlace } from '../../ui/place.ts';
import { useSession } from '../../ui/session.ts';
import { Asked, Empty } from '../../ui/States.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { uiTexts } from '../../ui/text.ts';
import { useNow } from '../../ui/useNow.ts';
import { frameTexts } from '../frame/text.ts';
import { standing } from './standing.ts';
import { type Line, useToday } from './today.ts';

/** What waits for me, by consequence; below, what changed since I last looked. */
export function TodayPage() {
  const t = useTexts(frameTexts);
  const ui = useTexts(uiTexts);
  const { longDay, weekday } = useDates();
  const place = usePlace();
  const session = useSession();
  const today = useToday();
  const [at, setAt] = useState(0);
  const lines = today.data?.items ?? [];
  const here = Math.min(at, lines.length - 1);
  const open = (index: number) => {
    const line = lines[index];
    if (line) place.go(line.href);
  };
  useKeys([
    { key: 'j', shown: 'j k', words: ui('keyUpDown'), run: () => setAt(Math.min(here + 1, lines.length - 1)) },
    { key: 'k', run: () => setAt(Math.max(here - 1, 0)) },
    { key: 'Enter', words: ui('keyOpen'), run: () => open(here) },
    {
      key: '1',
      shown: lines.length > 1 ? `1–${Math.min(9, lines.length)}` : '1',
      words: lines.length > 0 ? t('todayAct') : undefined,
      run: () => open(0),
    },
    ...lines.slice(1, 9).map((_, index) => ({ key: String(index + 2), run: () => open(index + 1) })),
  ]);
  const now = useNow();
  const count = lines.length + (today.data?.more ?? 0);
  return (
    <>
      <PageHead
        title={t('today')}
        note={today.data ? t(count ? 'todayNote' : 'todayFree', { day: longDay(now), weekday: weekday(now), n: count }) : undefined}
      />
      <div className="tc-page">
        <Asked of={today} rows={8}>
          {lines.length === 0 ? (
            <Empty title={t('todayEmpty')} hint={session.posts.length === 0 ? t('noPosts') : t('todayEmptyHint')} />
          ) : null}
          <ol className="tc-today">
            {lines.map((line, index) => (
              <TodayLine key={line.id} line={line} number={index + 1} on={index === here} now={now} choose={() => setAt(index)} />
            ))}
          </ol>
          {today.data?.more ? <p className="tc-foot">{t('todayMore', { n: today.data.more })}</p> : null}
        </Asked>
        <SinceLastLook />
      </div>
    </>
  );
}

interface TodayLineProps {
  readonly line: Line;
  readonly number: number;
  readonly on: boolean;
  readonly now: Date;
  readonly choose: () => void;
}

function TodayLine({ line, number, on, now, choose }: TodayLineProps) {
  const t = useTexts(frameTexts);
  const word = useWord();
  const place = usePlace();
  const { shortTime } = useDates();
  const state = standing(line, now);
  return (
    <li className={on ? 'tc-on' : undefined} onPointerEnter={choose}>
      <StateTag tone={state.tone} icon={state.icon}>
        {t(state.word)}
      </StateTag>
      <div className="tc-today-words">
        <Go href={line.href}>{line.title}</Go>
        <p>{word(line.why)}</p>
      </div>
      <p className={`tc-today-due tc-${state.tone}`}>
        {line.due ? (
          <>
            <strong>{line.left ? leftWords(line.left) : shortTime(line.due)}</strong>
            <small>{line.left ? shortTime(line.due) : t(state.tone === 'over' ? 'wasDue' : 'isDue')}</small>
          </>
        ) : null}
      </p>
      <ActButton next={on} keyName={number <= 9 ? String(number) : undefined} onClick={() => place.go(line.href)}>
        {word(line.act)}
      </ActButton>
    </li>
  );
}
