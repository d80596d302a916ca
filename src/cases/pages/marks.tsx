import type { ReactElement } from 'react';
import type { Bilingual, Locale } from '../../kernel/text.ts';
import type { IconName } from '../../public/icons.ts';
import type { MarkKind } from '../../public/MapPicture.tsx';
import { State, type Tone } from '../../public/parts.tsx';
import { say, useWord } from '../../public/site.ts';
import { daysBetween, sayDate, sayMoment } from '../../public/times.ts';
import { publicStates, type PublicState } from '../schema/public.ts';
import { nearbyTexts } from './text/list.ts';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly mark: MarkKind;
}

/** The public's few states: green only for what another person has checked. */
export const looks: Readonly<Record<PublicState, Look>> = {
  received: { tone: 'go', icon: 'clock', mark: 'go' },
  working: { tone: 'go', icon: 'clock', mark: 'go' },
  solved: { tone: 'ok', icon: 'verified', mark: 'ok' },
  answered: { tone: 'neutral', icon: 'closed', mark: 'closed' },
  longTerm: { tone: 'neutral', icon: 'hold', mark: 'hold' },
};

export function CaseState({ state }: { readonly state: PublicState }): ReactElement {
  const word = useWord();
  const { tone, icon } = looks[state];
  return (
    <State tone={tone} icon={icon}>
      {word(publicStates[state])}
    </State>
  );
}

/** What a line of the list and a case page say about the time. */
export interface Timed {
  readonly state: PublicState;
  readonly reportedAt: Date;
  readonly closedAt: Date | null;
  readonly updatedAt: Date;
  readonly dueAt: Date | null;
  readonly unitName: string | null;
  readonly longTerm: { readonly reason: Bilingual; readonly leadName: string; readonly expected: string } | null;
}

export const isLate = ({ state, dueAt }: Pick<Timed, 'state' | 'dueAt'>, now: Date): boolean =>
  (state === 'working' || state === 'received') && dueAt !== null && dueAt < now;

const dayAsDate = (day: string) => new Date(`${day}T12:00:00+08:00`);

/** By when, or how long it took: one sentence. */
export function timeSentence(item: Timed, now: Date, locale: Locale): string {
  const t = say(nearbyTexts, locale);
  const date = sayDate(item.reportedAt, now, locale);
  if (item.longTerm)
    return t('longTerm', {
      reason: item.longTerm.reason[locale],
      unit: item.longTerm.leadName,
      date: sayDate(dayAsDate(item.longTerm.expected), now, locale),
    });
  if (item.state === 'solved') {
    const days = daysBetween(item.reportedAt, item.closedAt ?? item.updatedAt);
    return days < 1 ? t('reportedSolvedToday', { date }) : t('reportedSolved', { date, days });
  }
  if (item.state === 'answered') return t('reportedAnswered', { date, until: sayDate(item.closedAt ?? item.updatedAt, now, locale) });
  if (item.state === 'longTerm') return t('reportedOnly', { date });
  if (!item.unitName) return t('reportedWaiting', { date });
  if (!item.dueAt) return t('reportedHeld', { date });
  return t(isLate(item, now) ? 'late' : 'dueBy', { unit: item.unitName, when: sayMoment(item.dueAt, now, locale) });
}

/** Address of a released picture, with the masks rendered. */
export const publicPicture = (fileId: string, small: boolean): string =>
  `/api/v1/files/${fileId}/${small ? 'publishedThumb' : 'published'}`;

/** `2611-01072` as it is shown; `493017` read out in pairs. */
export const spokenCode = (code: string): string => code.replace(/(\d{2})(?=\d)/g, '$1 ');
