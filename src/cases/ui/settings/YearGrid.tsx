import { type KeyboardEvent, useRef, useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { settingsTexts } from '../text/settings.ts';
import { type CalendarCell, leading } from './calendar.ts';

const names = { workday: 'dayWorkday', rest: 'dayRest', holiday: 'dayHoliday', makeup: 'dayMakeup' } as const;
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface YearGridProps {
  readonly days: readonly CalendarCell[];
  readonly turn: ((day: string) => void) | undefined;
}

/** Twelve months; one tab stop, arrows move, a press changes a day's kind. */
export function YearGrid({ days, turn }: YearGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(days.length - 1, Math.max(0, at + step));
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-day="${days[next]?.day ?? ''}"]`)?.focus();
  };
  const months = Array.from({ length: 12 }, (_, month) => days.filter((day) => Number(day.day.slice(5, 7)) === month + 1));
  return (
    <div className="cs-year" ref={grid}>
      {months.map((month, index) => (
        <Month
          key={month[0]?.day ?? index}
          number={index + 1}
          days={month}
          focused={days[at]?.day}
          onFocus={(day) => setAt(days.findIndex((each) => each.day === day))}
          turn={turn}
          move={move}
        />
      ))}
    </div>
  );
}

interface MonthProps {
  readonly number: number;
  readonly days: readonly CalendarCell[];
  readonly focused: string | undefined;
  readonly onFocus: (day: string) => void;
  readonly turn: ((day: string) => void) | undefined;
  readonly move: (event: KeyboardEvent) => void;
}

function Month({ number, days, focused, onFocus, turn, move }: MonthProps) {
  const t = useTexts(settingsTexts);
  const { longDay } = useDates();
  const gaps = leading(days[0]?.day ?? '2026-01-01');
  return (
    <section className="cs-month" aria-label={t('month', { n: number })}>
      <h3>{t('month', { n: number })}</h3>
      <div className="cs-month-days">
        {t('weekdays')
          .split(',')
          .map((name, index) => (
            <small key={`${name}${index}`} aria-hidden="true">
              {name}
            </small>
          ))}
        {days.map((day, index) => (
          <button
            key={day.day}
            type="button"
            className={`cs-day cs-day-${day.kind}`}
            style={index === 0 ? { gridColumnStart: gaps + 1 } : undefined}
            data-day={day.day}
            data-mark={day.kind === 'holiday' ? t('markHoliday') : day.kind === 'makeup' ? t('markMakeup') : undefined}
            tabIndex={day.day === focused ? 0 : -1}
            aria-label={t('dayOf', { day: longDay(day.day), kind: t(names[day.kind]), name: day.name })}
            title={day.name || t(names[day.kind])}
            aria-disabled={turn === undefined}
            onKeyDown={move}
            onFocus={() => onFocus(day.day)}
            onClick={() => turn?.(day.day)}
          >
            {Number(day.day.slice(8))}
          </button>
        ))}
      </div>
    </section>
  );
}
