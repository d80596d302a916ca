import { Radio } from 'antd';
import { useState } from 'react';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { UnitPicker } from '../../../ui/pickers.tsx';
import * as api from '../../api.ts';
import { type Limit, type RequestKind, requestKinds } from '../../schema/words.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { LimitInput, usePhotoField, WordsField } from './fields.tsx';
import { ListedReason } from './reasons.tsx';

/** Forms of the unit that has the case: give back, ask, request, assist, hand in. */

export function ReturnForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const photos = usePhotoField();
  return (
    <CaseForm<typeof api.returnCase, { reason: string; suggestedUnitId?: string; note?: string; photos?: string[] }>
      {...props}
      operation={api.returnCase}
      send={t('returnSend')}
      wait={photos.wait}
      toInput={(on, { suggestedUnitId, ...values }) => ({ ...on, ...values, suggestedUnitId: suggestedUnitId ?? undefined })}
    >
      <ListedReason kind="return" label={t('returnReason')} hint={t('returnHint')} noteLabel={t('returnNote')} />
      <Field name="suggestedUnitId" label={t('returnUnit')}>
        <UnitPicker />
      </Field>
      {photos.field()}
    </CaseForm>
  );
}

export function AskForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.askReporter, { text: string }>
      {...props}
      operation={api.askReporter}
      send={t('askSend')}
      toInput={(on, { text }) => ({ ...on, text })}
    >
      <WordsField name="text" label={t('askText')} hint={t('askHint')} />
    </CaseForm>
  );
}

export function RequestForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const word = useWord();
  const [kind, setKind] = useState<RequestKind>('extension');
  return (
    <CaseForm<typeof api.requestCase, { kind: RequestKind; extra?: Limit; reason: string }>
      {...props}
      operation={api.requestCase}
      send={t('requestSend')}
      initial={{ kind: 'extension', extra: { amount: 2, unit: 'workingDays' } }}
      onChange={(values) => setKind(values.kind)}
      toInput={(on, values) => ({
        ...on,
        kind: values.kind,
        reason: values.reason,
        extra: values.kind === 'extension' ? values.extra : undefined,
      })}
    >
      <Field name="kind" label={t('requestKind')} required>
        <Radio.Group optionType="button" options={Object.entries(requestKinds).map(([value, name]) => ({ value, label: word(name) }))} />
      </Field>
      {kind === 'extension' ? (
        <Field name="extra" label={t('requestExtra')} required>
          <LimitInput units={['workingHours', 'workingDays']} />
        </Field>
      ) : null}
      <WordsField name="reason" label={t('requestReason')} hint={t('requestHint')} />
    </CaseForm>
  );
}

export function AssistForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.assistCase, { unitId: string; note: string }>
      {...props}
      operation={api.assistCase}
      send={t('assistSend')}
      toInput={(on, values) => ({ ...on, ...values })}
    >
      <Field name="unitId" label={t('assistUnit')} required>
        <UnitPicker clearable={false} />
      </Field>
      <WordsField name="note" label={t('assistNote')} />
    </CaseForm>
  );
}

export function HandleForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const word = useWord();
  const photos = usePhotoField();
  const { photosNeeded, standard } = props.view;
  const asked = word(standard);
  return (
    <CaseForm<typeof api.handleCase, { note: string; photos?: string[] }>
      {...props}
      operation={api.handleCase}
      send={t('handleSend')}
      wait={photos.wait}
      toInput={(on, values) => ({ ...on, ...values })}
    >
      {asked ? <p className="cs-note">{t('handleStandard', { text: asked })}</p> : null}
      <WordsField name="note" label={t('handleNote')} />
      {photos.field(photosNeeded > 0 ? t('photosNeeded', { n: photosNeeded }) : undefined)}
    </CaseForm>
  );
}
