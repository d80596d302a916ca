import { Form, Input, Select } from 'antd';
import { Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { listReasons } from '../../api/reasons.ts';
import type { OfferedReason, ReasonKind } from '../../schema/reasons.ts';
import { actTexts } from '../text/acts.ts';

type Offered = OfferedReason & { readonly told?: { readonly zh: string; readonly en: string } };

interface ReasonProps {
  readonly label: string;
  readonly hint?: string;
  readonly noteLabel: string;
  readonly noteHint?: string;
}

/** A reason of the city's list, and the words that this reason asks for. */
export function ListedReason({ kind, ...props }: ReasonProps & { readonly kind: ReasonKind }) {
  const asked = useOperation(listReasons, { kind });
  return (
    <>
      {asked.problem ? <ProblemLine problem={asked.problem} again={asked.again} /> : null}
      <ReasonFields {...props} offered={asked.data?.items ?? []} loading={asked.loading} />
    </>
  );
}

/** The same with the list at hand: the page behind a phone link has nobody signed in who could ask for it. */
export function ReasonFields({
  label,
  hint,
  noteLabel,
  noteHint,
  offered,
  loading = false,
}: ReasonProps & { readonly offered: readonly Offered[]; readonly loading?: boolean }) {
  const t = useTexts(actTexts);
  const word = useWord();
  const code = Form.useWatch<string | undefined>('reason');
  const chosen = offered.find((one) => one.code === code);
  const asks = chosen ? word(chosen.wordsHint) : '';
  const told = chosen?.told ? word(chosen.told) : '';
  return (
    <>
      <Field name="reason" label={label} hint={told ? t('reasonTold', { text: told }) : hint} required>
        <Select loading={loading} options={offered.map((one) => ({ value: one.code, label: word(one.name) }))} />
      </Field>
      <Field name="note" label={noteLabel} hint={asks ? t('reasonAsks', { text: asks }) : noteHint} required={chosen?.wordsNeeded === true}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Field>
    </>
  );
}
