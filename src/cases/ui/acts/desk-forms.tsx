import { Checkbox, Radio } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { AreaPicker, UnitPicker } from '../../../ui/pickers.tsx';
import * as api from '../../api.ts';
import { CasePicker } from '../pickers.tsx';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { usePhotoField, WordsField } from './fields.tsx';
import { ListedReason } from './reasons.tsx';

/** Forms of the office's desk: verify, decline, merge, supervise, adjudicate. */

export function VerifyForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.verifyCase, { unitId?: string; note?: string }>
      {...props}
      operation={api.verifyCase}
      send={t('verifySend')}
      toInput={(on, { unitId, note }) => ({ ...on, unitId: unitId ?? undefined, note })}
    >
      <Field name="unitId" label={t('verifyUnit')} hint={t('verifyWho')}>
        <UnitPicker />
      </Field>
      <WordsField name="note" label={t('noteOptional')} max={500} optional />
    </CaseForm>
  );
}

export function VerifiedForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const photos = usePhotoField();
  return (
    <CaseForm<typeof api.reportVerified, { found: boolean; note: string; photos?: string[] }>
      {...props}
      operation={api.reportVerified}
      send={t('verifiedSend')}
      wait={photos.wait}
      toInput={(on, values) => ({ ...on, ...values })}
    >
      <Field name="found" label={t('verifiedFound')} required>
        <Radio.Group
          options={[
            { value: true, label: t('verifiedYes') },
            { value: false, label: t('verifiedNo') },
          ]}
        />
      </Field>
      <WordsField name="note" label={t('verifiedNote')} />
      {photos.field()}
    </CaseForm>
  );
}

export function DeclineForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.declineCase, { reason: string; note?: string }>
      {...props}
      operation={api.declineCase}
      send={t('declineSend')}
      toInput={(on, values) => ({ ...on, ...values })}
    >
      <ListedReason kind="decline" label={t('declineReason')} noteLabel={t('declineNote')} noteHint={t('declineHint')} />
    </CaseForm>
  );
}

export function MergeForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const near = props.view.nearby.filter((each) => each.id !== props.view.id);
  return (
    <CaseForm<typeof api.mergeCase, { into: string }>
      {...props}
      operation={api.mergeCase}
      send={t('mergeSend')}
      initial={{ into: near.find((each) => each.sameCategory)?.id }}
      toInput={(on, { into }) => ({ ...on, into })}
    >
      <Field name="into" label={t('mergeInto')} hint={t('mergeHint')} required>
        {near.length > 0 ? (
          <Radio.Group
            className="cs-choices"
            options={near.slice(0, 6).map((each) => ({ value: each.id, label: `${each.number} ${each.title}` }))}
          />
        ) : (
          <CasePicker except={props.view.id} />
        )}
      </Field>
    </CaseForm>
  );
}

export function SuperviseForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.superviseCase, { unitId?: string; note: string }>
      {...props}
      operation={api.superviseCase}
      send={t('superviseSend')}
      toInput={(on, { unitId, note }) => ({ ...on, unitId: unitId ?? undefined, note })}
    >
      <Field name="unitId" label={t('superviseUnit')}>
        <UnitPicker />
      </Field>
      <WordsField name="note" label={t('superviseNote')} />
    </CaseForm>
  );
}

export function AdjudicateForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.adjudicateCase, { unitId: string; note: string; remember: boolean; areaId?: string }>
      {...props}
      operation={api.adjudicateCase}
      send={t('adjudicateSend')}
      initial={{ remember: true, unitId: props.unit?.value }}
      toInput={(on, { areaId, ...values }) => ({ ...on, ...values, areaId: areaId ?? undefined })}
    >
      <Field name="unitId" label={t('adjudicateUnit')} required>
        <UnitPicker clearable={false} known={props.unit} />
      </Field>
      <WordsField name="note" label={t('adjudicateNote')} />
      <Field name="remember" label={t('doAdjudicate')} value="checked">
        <Checkbox>{t('adjudicateRemember')}</Checkbox>
      </Field>
      <Field name="areaId" label={t('adjudicateArea')}>
        <AreaPicker />
      </Field>
    </CaseForm>
  );
}
