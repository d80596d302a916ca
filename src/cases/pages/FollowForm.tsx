import type { ReactElement } from 'react';
import { FaultMessage } from '../../public/forms.tsx';
import { Icon } from '../../public/Icon.tsx';
import { WithPhone } from '../../public/parts.tsx';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import { followTexts } from './text/follow.ts';

interface Props {
  readonly number: string;
  readonly wrong: boolean;
  /** Numbers of cases that were reported from this browser. */
  readonly mine: readonly string[];
}

/** 查进度: number and code. */
export function FollowForm({ number, wrong, mine }: Props): ReactElement {
  const t = useTexts(followTexts);
  const frame = useTexts(frameTexts);
  const { site } = useAround();
  return (
    <PublicPage section="/follow" back={{ href: '/', label: frame('home') }}>
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <form className="stack" action="/follow" method="post">
        <label htmlFor="number">
          {t('number')} <span className="hint">{t('numberHint')}</span>
        </label>
        {wrong && (
          <div role="alert">
            <FaultMessage id="number-fault">{t('wrong')}</FaultMessage>
          </div>
        )}
        <input
          className="field"
          id="number"
          name="number"
          defaultValue={number}
          maxLength={20}
          autoComplete="off"
          required
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? 'number-fault' : undefined}
        />
        <label htmlFor="code">
          {t('code')} <span className="hint">{t('codeHint')}</span>
        </label>
        <input
          className="field"
          id="code"
          name="code"
          inputMode="numeric"
          maxLength={12}
          autoComplete="off"
          required
          aria-invalid={wrong || undefined}
        />
        <button className="btn main big" type="submit">
          {t('open')}
        </button>
      </form>
      {site.phone && (
        <p className="small">
          <WithPhone text={t('lost')} phone={site.phone} />
        </p>
      )}
      {mine.length > 0 && (
        <section>
          <h2>{t('mine')}</h2>
          <ul className="rows links">
            {mine.map((one) => (
              <li key={one}>
                <a href={`/follow/${one}`}>
                  <b>{one}</b>
                  <Icon name="forward" />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </PublicPage>
  );
}
