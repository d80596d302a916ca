import { Button } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { cityDay, useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { listCategories, listPolicies } from '../../api/settings.ts';
import { clockNames, type ClockName, type Limit, limitUnits } from '../../schema/words.ts';
import type { PolicyRow } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';
import { LimitPreview } from './LimitPreview.tsx';
import { PolicyForm } from './PolicyForm.tsx';

/** Versions of the limits, the one in force first; old ones never change. */
export function PoliciesPage() {
  const t = useTexts(settingsTexts);
  const session = useSession();
  const asked = useOperation(listPolicies, {});
  const [open, setOpen] = useState(false);
  const items = [...(asked.data?.items ?? [])].sort((one, other) => other.validFrom.localeCompare(one.validFrom));
  const today = cityDay();
  const now = items.find((item) => item.validFrom <= today);
  return (
    <div className="cs-page">
      <PageHead title={t('limits')} note={t('limitsNote')}>
        <SheetExchange name="case-limits" />
        {session.may('cases.settings') ? (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('newVersion')}
          </Button>
        ) : null}
      </PageHead>
      <div className="cs-scroll cs-inset">
        <LimitPreview />
        <Asked of={asked}>
          {items.length === 0 ? <Empty title={t('limitsNone')} hint={t('limitsNoneHint')} /> : null}
          {items.map((item) => (
            <PolicyPart
              key={item.version}
              policy={item}
              state={item === now ? t('versionNow') : item.validFrom > today ? t('versionFuture') : ''}
              open={item === now}
            />
          ))}
        </Asked>
      </div>
      <Dialog open={open} title={t('newVersion')} onClose={() => setOpen(false)} width={720}>
        {open ? <PolicyForm from={now ?? null} close={() => setOpen(false)} /> : null}
      </Dialog>
    </div>
  );
}

function useLimitWords() {
  const c = useTexts(caseTexts);
  const word = useWord();
  return (limit: Limit) => c('limitWords', { n: limit.amount, unit: word(limitUnits[limit.unit]) });
}

const clocks = Object.keys(clockNames) as readonly ClockName[];

function PolicyPart({ policy, state, open }: { readonly policy: PolicyRow; readonly state: string; readonly open: boolean }) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const { longDay, stampTime } = useDates();
  const words = useLimitWords();
  const categories = useOperation(listCategories, { all: 'true' });
  const nameOf = (code: string) => word(categories.data?.items.find((category) => category.code === code)?.name ?? { zh: code, en: code });
  const different = Object.entries(policy.byCategory);
  return (
    <details className="cs-version" open={open}>
      <summary>
        <strong>{t('versionTitle', { n: policy.version, day: longDay(policy.validFrom) })}</strong>{' '}
        {state ? <small className="cs-mark">{state}</small> : null}
        {policy.provisional ? <small className="cs-mark">{t('provisional')}</small> : null}{' '}
        <span className="cs-quiet cs-small">{t('versionBy', { who: policy.madeBy, at: stampTime(policy.madeAt) })}</span>
      </summary>
      {policy.note ? <p>{policy.note}</p> : null}
      <h3>{t('defaults')}</h3>
      <dl className="cs-pairs cs-across">
        {clocks.map((clock) => (
          <div key={clock}>
            <dt>{word(clockNames[clock])}</dt>
            <dd>{words(policy.defaults[clock])}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('byCategory')}</h3>
      {different.length === 0 ? <p className="cs-quiet">{t('byCategoryNone')}</p> : null}
      <ul className="cs-columns">
        {different.map(([code, limits]) => (
          <li key={code}>
            <span>{nameOf(code)}</span>
            <span className="cs-quiet">
              {clocks
                .flatMap((clock) => {
                  const limit = limits[clock];
                  return limit ? [`${word(clockNames[clock])} ${words(limit)}`] : [];
                })
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
