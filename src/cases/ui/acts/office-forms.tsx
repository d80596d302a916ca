import { Checkbox, Input } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { UnitPicker } from '../../../ui/pickers.tsx';
import * as api from '../../api.ts';
import { type Limit, requestKinds } from '../../schema/words.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { LimitInput, WordsField } from './fields.tsx';
import { ListedReason } from './reasons.tsx';

/** Forms of who decides: requests, long-term list, what the reporter answered. */

function Asked({ view }: Pick<ActFormProps, 'view'>) {
  const t = useTexts(actTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const { request } = view;
  if (!request) return null;
  return (
    <p className="cs-note">
      {t('grantAsked', { by: request.by, at: shortTime(request.at), kind: word(requestKinds[request.kind]), reason: request.reason })}
    </p>
  );
}

export function GrantForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const { request } = props.view;
  return (
    <CaseForm<typeof api.grantRequest, { extra?: Limit; note?: string }>
      {...props}
      operation={api.grantRequest}
      send={t('grantSend')}
      initial={{ extra: request?.extra ?? undefined }}
      toInput={(on, { extra, note }) => ({ ...on, note, extra: request?.kind === 'extension' ? extra : undefined })}
    >
      <Asked view={props.view} />
      {request?.kind === 'extension' ? (
        <Field name="extra" label={t('grantExtra')} required>
          <LimitInput units={['workingHours', 'workingDays']} />
        </Field>
      ) : null}
      <WordsField name="note" label={t('noteOptional')} max={1000} optional />
    </CaseForm>
  );
}

export function RefuseForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.refuseRequest, { note: string }>
      {...props}
      operation={api.refuseRequest}
      send={t('refuseSend')}
      toInput={(on, { note }) => ({ ...on, note })}
    >
      <Asked view={props.view} />
      <WordsField name="note" label={t('refuseNote')} />
    </CaseForm>
  );
}

export function LongTermForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const { unit } = props.view;
  return (
    <CaseForm<typeof api.putOnLongTermList, { reason: string; note?: string; leadUnitId: string; expected: string; public: boolean }>
      {...props}
      operation={api.putOnLongTermList}
      send={t('longTermSend')}
      initial={{ public: true, leadUnitId: unit?.id }}
      toInput={(on, values) => ({ ...on, ...values })}
    >
      <ListedReason kind="longTerm" label={t('longTermReason')} hint={t('longTermHint')} noteLabel={t('longTermNote')} />
      <Field name="leadUnitId" label={t('longTermLead')} required>
        <UnitPicker clearable={false} known={unit ? { value: unit.id, label: unit.name } : null} />
      </Field>
      <Field name="expected" label={t('longTermExpected')} required>
        <Input type="date" />
      </Field>
      <Field name="public" label={t('doRelease')} value="checked">
        <Checkbox>{t('longTermPublic')}</Checkbox>
      </Field>
    </CaseForm>
  );
}

export function ReviveForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  return (
    <CaseForm<typeof api.reviveCase, { unitId?: string; note: string }>
      {...props}
      operation={api.reviveCase}
      send={t('reviveSend')}
      toInput={(on, { unitId, note }) => ({ ...on, note, unitId: unitId ?? undefined })}
    >
      <Field name="unitId" label={t('reviveUnit')}>
        <UnitPicker />
      </Field>
      <WordsField name="note" label={t('reviveNote')} />
    </CaseForm>
  );
}

export function AnswerForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const open = props.view.questions.find((question) => question.answer === null);
  return (
    <CaseForm<typeof api.recordAnswer, { text: string }>
      {...props}
      operation={api.recordAnswer}
      send={t('answerSend')}
      toInput={(on, { text }) => ({ ...on, text })}
    >
      {open ? (
        <p className="cs-note">
          <strong>{t('answerQuestion')}</strong> {open.text}
        </p>
      ) : null}
      <WordsField name="text" label={t('answerText')} />
    </CaseForm>
  );
}
