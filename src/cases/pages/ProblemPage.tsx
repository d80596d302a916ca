import type { ReactElement } from 'react';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import { problemTexts } from './text/list.ts';

interface Props {
  readonly status: number;
  /** What a refusal says, in the reader's language. */
  readonly says: string;
  /** Of a limit: until one may try again. */
  readonly seconds: number;
  readonly requestId: string;
}

/** What went wrong, and what to do, in the dress of the other pages. */
export function ProblemPage({ status, says, seconds, requestId }: Props): ReactElement {
  const t = useTexts(problemTexts);
  const frame = useTexts(frameTexts);
  const { site } = useAround();
  const kind = status === 404 ? 'notFound' : status === 429 ? 'tooMany' : status >= 500 ? 'busy' : 'refused';
  const values = { seconds, phone: site.phone ?? '' };
  return (
    <PublicPage>
      <h1>{t(`${kind}Title`)}</h1>
      <p className="lead">{kind === 'refused' ? says : t(kind, values)}</p>
      {kind !== 'notFound' && <p>{t('back')}</p>}
      {kind === 'busy' && <p className="small">{t('reference', { id: requestId })}</p>}
      <div className="pair">
        <a className="btn" href="/">
          {frame('backHome')}
        </a>
        <a className="btn" href="/report">
          {t('report')}
        </a>
      </div>
    </PublicPage>
  );
}
