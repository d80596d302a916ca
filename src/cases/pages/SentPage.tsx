import type { ReactElement } from 'react';
import type { Bilingual } from '../../kernel/text.ts';
import { Timeline, WithPhone } from '../../public/parts.tsx';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts, useWord } from '../../public/site.ts';
import { needsDate, sayDate, sayMoment } from '../../public/times.ts';
import { spokenCode } from './marks.tsx';
import type { TellModel } from './tell.ts';
import { TellMe } from './TellMe.tsx';
import { sentTexts } from './text/follow.ts';

export interface SentModel {
  readonly number: string;
  readonly code: string;
  readonly reportedAt: Date;
  readonly acceptanceDueAt: Date | null;
  readonly dueAt: Date | null;
  /** Why by then; null for a neighbour's case. */
  readonly dueWhy: Bilingual | null;
  readonly provisional: boolean;
  readonly likelyUnit: string | null;
  /** It was joined to a neighbour's case. */
  readonly joined: boolean;
}

/** 收到了: the date first, then number and code in large type, then what happens next. */
export function SentPage({ model, tell, now }: { readonly model: SentModel; readonly tell: TellModel; readonly now: Date }): ReactElement {
  const t = useTexts(sentTexts);
  const { site, visit } = useAround();
  const { dueAt } = model;
  return (
    <PublicPage>
      <div className="note go" data-address={`/sent/${model.number}`}>
        <h1>{t(model.joined ? 'joined' : 'title')}</h1>
        {dueAt && <p className="due">{t('due', { when: sayMoment(dueAt, now, visit.locale) })}</p>}
        {dueAt && needsDate(dueAt, now) && <p className="small">{t('dueNote', { date: sayDate(dueAt, now, visit.locale) })}</p>}
        {model.provisional && <p className="small">{t('provisional')}</p>}
      </div>
      <dl className="codes">
        <dt>{t('number')}</dt>
        <dd>{model.number}</dd>
        <dt>{t('code')}</dt>
        <dd>{spokenCode(model.code)}</dd>
      </dl>
      {site.phone && (
        <p>
          <WithPhone text={t('copy')} phone={site.phone} />
        </p>
      )}
      <TellMe number={model.number} code={model.code} model={tell} action={`/sent/${model.number}`} />
      <Next model={model} now={now} />
      <div className="pair">
        <a className="btn" href={`/follow/${model.number}`}>
          {t('follow')}
        </a>
        <a className="btn" href="/report">
          {t('another')}
        </a>
      </div>
    </PublicPage>
  );
}

function Next({ model, now }: { readonly model: SentModel; readonly now: Date }): ReactElement | null {
  const t = useTexts(sentTexts);
  const { visit } = useAround();
  const word = useWord();
  if (model.joined) return null;
  const done = (
    <>
      {t('nextDone')}
      {model.dueWhy && <small>{word(model.dueWhy)}</small>}
    </>
  );
  const when = (at: Date) => t('nextAccept', { when: sayMoment(at, now, visit.locale) });
  return (
    <section>
      <h2>{t('next')}</h2>
      <Timeline
        entries={[
          { key: 'now', when: sayMoment(model.reportedAt, now, visit.locale), at: model.reportedAt, body: t('nextArrived'), now: true },
          ...(model.acceptanceDueAt
            ? [
                {
                  key: 'unit',
                  when: when(model.acceptanceDueAt),
                  body: model.likelyUnit ? t('nextLikely', { unit: model.likelyUnit }) : t('nextDispatch'),
                },
              ]
            : []),
          ...(model.dueAt ? [{ key: 'done', when: when(model.dueAt), body: done }] : []),
          { key: 'then', when: t('afterwards'), body: t('nextAsk') },
        ]}
      />
    </section>
  );
}
