import { leftWords, shortTime } from './dates.ts';
import { useLocale, useTexts } from './i18n.ts';
import { Icon } from './icons.tsx';
import { uiTexts } from './text.ts';

interface TimeLeftProps {
  /** Working minutes left by the server's calendar; negative = overdue, null = no clock runs. */
  readonly minutes: number | null;
  readonly dayMinutes: number;
  readonly dueAt: string | null;
  readonly paused?: boolean;
  /** Below this it is due soon (amber); half a working day without it. */
  readonly soon?: number;
  /** Only what is left, for a column of its own. */
  readonly short?: boolean;
}

/** `剩 6 个工作时 · 明天 10:30 到期`; amber when soon, red only when over, always with an icon then. */
export function TimeLeft({ minutes, dayMinutes, dueAt, paused, soon = 240, short }: TimeLeftProps) {
  const t = useTexts(uiTexts);
  useLocale();
  if (paused) {
    // What was late before it was paused stays late.
    const late = minutes !== null && minutes < 0;
    return (
      <span className={`tc-state ${late ? 'tc-over tc-strong' : 'tc-calm'}`}>
        <Icon name="pause" />
        <span>{late ? t('pausedLate', { late: leftWords({ minutes, dayMinutes }) }) : t('paused')}</span>
      </span>
    );
  }
  if (minutes === null) return null;
  const tone = minutes < 0 ? 'over' : minutes < soon ? 'warn' : 'plain';
  return (
    <span className={`tc-state tc-${tone}${tone === 'plain' ? '' : ' tc-strong'}`}>
      {tone === 'plain' ? null : <Icon name={tone === 'over' ? 'over' : 'clock'} />}
      <span>
        {leftWords({ minutes, dayMinutes })}
        {short || dueAt === null ? null : (
          <span className="tc-until"> · {t(minutes < 0 ? 'wasDue' : 'due', { at: shortTime(dueAt) })}</span>
        )}
      </span>
    </span>
  );
}
