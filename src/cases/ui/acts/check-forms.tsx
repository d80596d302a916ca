import { Input, Radio, Rate } from 'antd';
import { useState } from 'react';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import * as api from '../../api.ts';
import { type Outcome, outcomes } from '../../schema/words.ts';
import { actTexts } from '../text/acts.ts';
import { type ActFormProps, CaseForm } from './CaseForm.tsx';
import { usePhotoField, WordsField } from './fields.tsx';

type Result = 'fixed' | 'rework' | 'other';
interface CheckValues {
  readonly result: Result;
  readonly outcome?: Outcome;
  readonly note?: string;
  readonly plan?: string;
  readonly planUntil?: string;
  readonly photos?: string[];
}

/** Fixed, rework, or another result; each asks only for what it needs. */
export function CheckForm(props: ActFormProps & { readonly result?: Result }) {
  const t = useTexts(actTexts);
  const word = useWord();
  const photos = usePhotoField();
  const [now, setNow] = useState<Partial<CheckValues>>({ result: props.result ?? 'fixed' });
  const { result } = now;
  const others = Object.entries(outcomes).filter(([key]) => key !== 'fixed');
  const choice = (value: Result, name: string, hint: string) => ({
    value,
    label: (
      <span className="cs-choice">
        <strong>{name}</strong>
        <small>{hint}</small>
      </span>
    ),
  });
  return (
    <CaseForm<typeof api.checkCase, CheckValues>
      {...props}
      draft={`check.${props.result ?? 'any'}`}
      operation={api.checkCase}
      send={t(result === 'rework' ? 'checkSendRework' : 'checkSend')}
      wait={photos.wait}
      initial={{ result: props.result ?? 'fixed' }}
      onChange={setNow}
      toInput={(on, values) => ({
        ...on,
        result: values.result === 'rework' ? 'rework' : 'close',
        outcome: values.result === 'fixed' ? 'fixed' : values.result === 'other' ? values.outcome : undefined,
        note: values.note ?? '',
        plan: values.result === 'other' ? values.plan : undefined,
        planUntil: values.result === 'other' ? values.planUntil || undefined : undefined,
        photos: values.photos,
      })}
    >
      <Field name="result" label={t('checkResult')} required>
        <Radio.Group
          className="cs-choices"
          options={[
            choice('fixed', t('checkFixed'), t('checkFixedHint')),
            choice('rework', t('checkRework'), t('checkReworkHint')),
            choice('other', t('checkOther'), t('checkOtherHint')),
          ]}
        />
      </Field>
      {result === 'other' ? (
        <Field name="outcome" label={t('checkOutcome')} required>
          <Radio.Group className="cs-choices" options={others.map(([value, name]) => ({ value, label: word(name) }))} />
        </Field>
      ) : null}
      {result === 'other' && now.outcome === 'cannotFix' ? (
        <>
          <WordsField name="plan" label={t('checkPlan')} />
          <Field name="planUntil" label={t('checkPlanUntil')} required>
            <Input type="date" />
          </Field>
        </>
      ) : null}
      <WordsField name="note" label={t(result === 'rework' ? 'checkReworkNote' : 'checkNote')} optional={result === 'fixed'} />
      {photos.field()}
    </CaseForm>
  );
}

export const ReworkForm = (props: ActFormProps) => <CheckForm {...props} result="rework" />;

interface CallBackValues {
  readonly reached: boolean;
  readonly solved?: boolean;
  readonly satisfied?: number;
  readonly note?: string;
}

export function CallBackForm(props: ActFormProps) {
  const t = useTexts(actTexts);
  const [reached, setReached] = useState(true);
  return (
    <CaseForm<typeof api.callBack, CallBackValues>
      {...props}
      operation={api.callBack}
      send={t('callBackSend')}
      initial={{ reached: true }}
      onChange={(values) => setReached(values.reached)}
      toInput={(on, values) => ({
        ...on,
        reached: values.reached,
        note: values.note ?? '',
        solved: values.reached ? values.solved : undefined,
        satisfied: values.reached ? values.satisfied || undefined : undefined,
      })}
    >
      <Field name="reached" label={t('callBackReached')} required>
        <Radio.Group
          options={[
            { value: true, label: t('callBackYes') },
            { value: false, label: t('callBackNo') },
          ]}
        />
      </Field>
      {reached ? (
        <>
          <Field name="solved" label={t('callBackSolved')} required>
            <Radio.Group
              className="cs-choices"
              options={[
                { value: true, label: t('callBackSolvedYes') },
                { value: false, label: t('callBackSolvedNo') },
              ]}
            />
          </Field>
          <Field name="satisfied" label={t('callBackSatisfied')}>
            <Rate />
          </Field>
        </>
      ) : null}
      <WordsField name="note" label={t('callBackNote')} max={1000} optional />
    </CaseForm>
  );
}
