import type { ReactElement } from 'react';
import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer, PageRequest } from '../../platform/slice.ts';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts, useWord } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import { publicReasons } from '../service/reasons.ts';
import { answerPage, titleOf } from './frame.tsx';
import { reasonPageTexts } from './text/reasons.ts';

type PublicReason = Awaited<ReturnType<typeof publicReasons>>['items'][number];

/** Where a reason stands on the page. */
export const reasonAddress = (kind: string, code: string): string => `/reasons#${kind}-${code}`;

/** The published lists: why a report is not taken, why something has to wait. */
function ReasonsPage({ reasons }: { readonly reasons: readonly PublicReason[] }): ReactElement {
  const t = useTexts(reasonPageTexts);
  const frame = useTexts(frameTexts);
  const { site } = useAround();
  const of = (kind: PublicReason['kind']) => reasons.filter((one) => one.kind === kind && one.active);
  const former = reasons.filter((one) => !one.active);
  return (
    <PublicPage back={{ href: '/about', label: frame('about') }}>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <section>
        <h2>{t('decline')}</h2>
        <ReasonRows reasons={of('decline')} />
        <p className="small">{site.phone ? t('disagree', { phone: site.phone }) : t('disagreeNoPhone')}</p>
      </section>
      <section>
        <h2>{t('longTerm')}</h2>
        <p>{t('longTermNote')}</p>
        <ReasonRows reasons={of('longTerm')} />
      </section>
      {former.length > 0 && (
        <section>
          <h2>{t('former')}</h2>
          <p>{t('formerNote')}</p>
          <ReasonRows reasons={former} />
        </section>
      )}
      {reasons.some((one) => one.active && one.provisional) && <p className="small">{t('provisional')}</p>}
    </PublicPage>
  );
}

function ReasonRows({ reasons }: { readonly reasons: readonly PublicReason[] }): ReactElement {
  const word = useWord();
  return (
    <ul className="rows">
      {reasons.map((one) => (
        <li key={`${one.kind} ${one.code}`} id={`${one.kind}-${one.code}`}>
          <b>{word(one.name)}</b>
          {word(one.told) === word(one.name) ? null : <p>{word(one.told)}</p>}
        </li>
      ))}
    </ul>
  );
}

async function openReasons(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const { items } = await publicReasons(ctx);
  return answerPage(ctx, request, { title: titleOf(reasonPageTexts, 'title'), page: <ReasonsPage reasons={items} /> });
}

export const reasonPages: readonly Page[] = [{ method: 'GET', path: '/reasons', perMinute: 120, answer: openReasons }];
