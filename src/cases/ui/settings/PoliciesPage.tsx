import { Button } from 'antd';
import { useState } from 'react';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { cityDay, useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useOperation } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { listPolicies } from '../../api/settings.ts';
import type { PolicyRow } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { settingsTexts } from '../text/settings.ts';
import { LimitPreview } from './LimitPreview.tsx';
import { LimitsTable } from './LimitsTable.tsx';
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

function PolicyPart({ policy, state, open }: { readonly policy: PolicyRow; readonly state: string; readonly open: boolean }) {
  const t = useTexts(settingsTexts);
  const { longDay, stampTime } = useDates();
  return (
    <details className="cs-version" open={open}>
      <summary>
        <strong>{t('versionTitle', { n: policy.version, day: longDay(policy.validFrom) })}</strong>{' '}
        {state ? <small className="cs-mark">{state}</small> : null}
        {policy.provisional ? <small className="cs-mark">{t('provisional')}</small> : null}{' '}
        <span className="cs-quiet cs-small">{t('versionBy', { who: policy.madeBy, at: stampTime(policy.madeAt) })}</span>
      </summary>
      {policy.note ? <p>{policy.note}</p> : null}
      <LimitsTable policy={policy} />
    </details>
  );
}
