import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { makeLink } from '../../api.ts';
import { FormFoot } from '../FormFoot.tsx';
import { PersonPicker } from '../pickers.tsx';
import { actTexts } from '../text/acts.ts';
import type { ActFormProps } from './CaseForm.tsx';

/** A link with which somebody of the unit acts on this one case without signing in. */
export function LinkForm({ view, cancel }: ActFormProps) {
  const t = useTexts(actTexts);
  const { shortTime } = useDates();
  const act = useAct(makeLink);
  const [made, setMade] = useState<{ href: string; expiresAt: string } | null>(null);
  if (made) {
    const href = new URL(made.href, location.origin).href;
    const copy = () => void navigator.clipboard.writeText(href).then(() => say(t('linkCopied')));
    return (
      <div className="cs-made">
        <label htmlFor="cs-link">{t('linkReady', { at: shortTime(made.expiresAt) })}</label>
        <Input id="cs-link" readOnly value={href} onFocus={({ target }) => target.select()} />
        <div className="cs-form-foot">
          <Button type="primary" onClick={copy}>
            {t('linkCopy')}
          </Button>
          <Button onClick={cancel}>{t('maskDone')}</Button>
        </div>
      </div>
    );
  }
  return (
    <ActForm<typeof makeLink, { personId: string; hours: number }>
      act={act}
      initial={{ hours: 72 }}
      toInput={(values) => ({ caseId: view.id, ...values })}
      onDone={setMade}
    >
      <Field name="personId" label={t('linkPerson')} hint={t('linkHint')} required>
        <PersonPicker unitId={view.unit?.id} clearable={false} />
      </Field>
      <Field name="hours" label={t('linkHours')} required>
        <Select options={[24, 72, 168].map((n) => ({ value: n, label: t('linkHoursOf', { n }) }))} />
      </Field>
      <FormFoot send={t('linkSend')} busy={act.busy} cancel={cancel} />
    </ActForm>
  );
}
