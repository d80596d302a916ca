import { Checkbox, Input, InputNumber } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { addReason, changeReason } from '../../api/reasons.ts';
import type { ReasonKind } from '../../schema/reasons.ts';
import type { ReasonRow } from '../answers.ts';
import { FormFoot } from '../FormFoot.tsx';
import { reasonTexts } from '../text/reasons.ts';
import { settingsTexts } from '../text/settings.ts';

type Words = { readonly zh?: string; readonly en?: string };
interface ReasonValues {
  readonly code: string;
  readonly name: Words;
  readonly told?: Words;
  readonly wordsNeeded?: boolean;
  readonly wordsHint?: Words;
  readonly position?: number | null;
  readonly source?: string;
  readonly provisional?: boolean;
  readonly active?: boolean;
}

const both = (words: Words | undefined) => ({ zh: words?.zh ?? '', en: words?.en ?? '' });
const fieldsOf = (values: ReasonValues) => ({
  name: both(values.name),
  told: both(values.told),
  wordsNeeded: values.wordsNeeded ?? false,
  wordsHint: both(values.wordsHint),
  position: values.position ?? 999,
  source: values.source ?? '',
  provisional: values.provisional ?? false,
  active: values.active ?? true,
});

interface Props {
  readonly kind: ReasonKind;
  readonly row: ReasonRow | null;
  readonly close: () => void;
}

/** A reason, new or changed. */
export function ReasonForm({ kind, row, close }: Props) {
  const t = useTexts(reasonTexts);
  const word = useWord();
  const add = useAct(addReason);
  const change = useAct(changeReason);
  const onDone = (saved: Pick<ReasonRow, 'name'>) => {
    say(t('saved', { name: word(saved.name) }));
    close();
  };
  const fields = <Fields kind={kind} fresh={row === null} busy={add.busy || change.busy} close={close} />;
  if (row === null)
    return (
      <ActForm<typeof addReason, ReasonValues>
        act={add}
        initial={{ active: true }}
        draft={`reason.${kind}.new`}
        toInput={(values) => ({ kind, code: values.code, ...fieldsOf(values) })}
        onDone={onDone}
      >
        {fields}
      </ActForm>
    );
  return (
    <ActForm<typeof changeReason, ReasonValues>
      act={change}
      initial={row}
      toInput={(values) => ({ kind, code: row.code, ...fieldsOf(values) })}
      onDone={onDone}
    >
      {fields}
    </ActForm>
  );
}

function Fields({
  kind,
  fresh,
  busy,
  close,
}: {
  readonly kind: ReasonKind;
  readonly fresh: boolean;
  readonly busy: boolean;
  readonly close: () => void;
}) {
  const t = useTexts(reasonTexts);
  const s = useTexts(settingsTexts);
  return (
    <>
      <div className="cs-two">
        <Field name="name.zh" label={t('nameZh')} required>
          <Input maxLength={100} />
        </Field>
        <Field name="name.en" label={t('nameEn')} required>
          <Input maxLength={100} />
        </Field>
        <Field name="code" label={s('code')} hint={t('codeHint')} required>
          <Input maxLength={39} disabled={!fresh} />
        </Field>
        <Field name="position" label={t('position')} hint={t('positionHint')}>
          <InputNumber min={0} max={999} precision={0} />
        </Field>
      </div>
      {kind === 'return' ? null : (
        <div className="cs-two">
          <Field name="told.zh" label={t('toldZh')} hint={t('toldHint')}>
            <Input.TextArea rows={3} maxLength={300} />
          </Field>
          <Field name="told.en" label={t('toldEn')}>
            <Input.TextArea rows={3} maxLength={300} />
          </Field>
        </div>
      )}
      <Field name="wordsNeeded" label={t('words')} value="checked">
        <Checkbox>{t('wordsMust')}</Checkbox>
      </Field>
      <div className="cs-two">
        <Field name="wordsHint.zh" label={t('hintZh')}>
          <Input maxLength={120} />
        </Field>
        <Field name="wordsHint.en" label={t('hintEn')}>
          <Input maxLength={120} />
        </Field>
      </div>
      <Field name="source" label={s('source')}>
        <Input maxLength={300} />
      </Field>
      <Field name="provisional" label={s('provisional')} value="checked">
        <Checkbox>{s('provisionalPreset')}</Checkbox>
      </Field>
      <Field name="active" label={s('active')} hint={t('activeHint')} value="checked">
        <Checkbox>{s('active')}</Checkbox>
      </Field>
      <FormFoot send={s('save')} busy={busy} cancel={close} />
    </>
  );
}
