import type { ReactElement } from 'react';
import { type Picture, Pictures, Timeline, type TimelineEntry } from '../../public/parts.tsx';
import { useLocale, useTexts } from '../../public/site.ts';
import { sayDate, sayMoment } from '../../public/times.ts';
import type { PublicCaseView } from '../schema/public.ts';
import { isLate } from './marks.tsx';
import { reasonAddress } from './reasons.tsx';
import { followTexts } from './text/follow.ts';
import { reasonPageTexts } from './text/reasons.ts';

interface Props {
  readonly view: PublicCaseView;
  readonly now: Date;
}

export type PictureAddress = (fileId: string, small: boolean) => string;

/** Before and after, side by side: the newest of each. */
export function CasePictures({ view, now, address }: Props & { readonly address: PictureAddress }): ReactElement | null {
  const t = useTexts(followTexts);
  const locale = useLocale();
  const newest = (stage: 'before' | 'after') =>
    view.photos.filter((photo) => photo.stage === stage).sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  const pictures = (['before', 'after'] as const).flatMap((stage): Picture[] => {
    const photo = newest(stage);
    if (!photo) return [];
    return [
      {
        src: address(photo.fileId, true),
        full: address(photo.fileId, false),
        alt: t(stage === 'before' ? 'altBefore' : 'altAfter', { title: view.title }),
        caption: (
          <>
            <b>{t(stage)}</b>
            <span className="when">{sayMoment(photo.at, now, locale)}</span>
          </>
        ),
      },
    ];
  });
  return pictures.length > 0 ? <Pictures pictures={pictures} /> : null;
}

/** Of a declined case: the reason in plain words, and the list that it comes from. */
export function WhyDeclined({ view }: Pick<Props, 'view'>): ReactElement | null {
  const t = useTexts(reasonPageTexts);
  const locale = useLocale();
  if (!view.declined) return null;
  return (
    <section className="note">
      <h2>{t('declined')}</h2>
      <p>{view.declined.told[locale]}</p>
      <p className="small">
        <a href={reasonAddress('decline', view.declined.code)}>{t('allReasons')}</a>
      </p>
    </section>
  );
}

/** What happened, as sentences; at the end where it stands now. */
export function Story({ view, now, last }: Props & { readonly last?: string }): ReactElement {
  const t = useTexts(followTexts);
  const locale = useLocale();
  const entries: TimelineEntry[] = view.timeline.map((line, index) => ({
    key: `${line.at.toISOString()} ${index}`,
    when: sayMoment(line.at, now, locale),
    at: line.at,
    body: line.text[locale],
    now: last === undefined && index === view.timeline.length - 1,
  }));
  if (last !== undefined) entries.push({ key: 'now', when: t('now'), body: last, now: true });
  return (
    <section>
      <h2>{t('story')}</h2>
      <Timeline entries={entries} />
      {view.why.length > 0 && (
        <details>
          <summary>{view.unitName ? t('whyUnit', { unit: view.unitName }) : t('why')}</summary>
          <ul className="stack">
            {view.why.map((reason) => (
              <li key={reason.zh}>{reason[locale]}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** What is due next, as the end of the story; undefined when nothing is. */
export function useNextSentence(view: PublicCaseView, now: Date): string | undefined {
  const t = useTexts(followTexts);
  const locale = useLocale();
  if (view.answerUntil && !view.rated) return t('awaitUntil', { date: sayDate(view.answerUntil, now, locale) });
  if (view.longTerm) {
    const expected = new Date(`${view.longTerm.expected}T12:00:00+08:00`);
    return t('longTerm', { reason: view.longTerm.reason[locale], unit: view.longTerm.leadName, date: sayDate(expected, now, locale) });
  }
  if (!view.dueAt || view.state === 'solved' || view.state === 'answered') return undefined;
  const when = sayMoment(view.dueAt, now, locale);
  if (!view.unitName) return t('dueOffice', { when });
  return t(isLate(view, now) ? 'overdue' : 'due', { unit: view.unitName, when });
}
