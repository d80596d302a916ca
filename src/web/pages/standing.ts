import { cityTime } from '../../ui/dates.ts';
import type { IconName } from '../../ui/icons.tsx';
import type { Tone } from '../../ui/StateTag.tsx';
import type { frameTexts } from '../frame/text.ts';
import type { Line } from './today.ts';

interface Standing {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: keyof (typeof frameTexts)['zh'];
}

/** Why a line stands where it stands, in a word; by its weight and its time. Late is what its slice calls late: a paused clock is not. */
export function standing({ weight, due, overdue }: Pick<Line, 'weight' | 'due' | 'overdue'>, now: Date): Standing {
  if (weight >= 100 || overdue) return { tone: 'over', icon: 'over', word: 'todayOverdue' };
  if (weight >= 80) return { tone: 'warn', icon: 'back', word: 'todayBack' };
  if (due !== null && cityTime(due).isSame(cityTime(now), 'day')) return { tone: 'warn', icon: 'clock', word: 'todayDue' };
  if (weight >= 60) return { tone: 'wait', icon: 'arrow', word: 'todayWaiting' };
  return weight >= 40 ? { tone: 'warn', icon: 'clock', word: 'todaySoon' } : { tone: 'warn', icon: 'falling', word: 'todaySlipping' };
}
