import { Button, Checkbox, Form, Input, Select } from 'antd';
import type { SentBy } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { makePolicy } from '../../api/settings.ts';
import { clockNames, type ClockName, type Limit, type Limits } from '../../schema/words.ts';
import { FormFoot } from '../FormFoot.tsx';
import { LimitInput } from '../acts/fields.tsx';
import type { PolicyRow } from '../answers.ts';
import { CategoryPicker } from '../pickers.tsx';
import { caseTexts } from '../text.ts';
import { settingsTexts } from '../text/settings.ts';

const clocks = Object.keys(clockNames) as readonly ClockName[];
const usual: Limits = {
  acceptance: { amount: 2, unit: 'workingHours' },
  dispatch: { amount: 2, unit: 'workingHours' },
  receipt: { amount: 2, unit: 'workingHours' },
  handling: { amount: 3, unit: 'workingDays' },
  check: { amount: 8, unit: 'workingHours' },
  total: { amount: 5, unit: 'workingDays' },
};

interface Override {
  readonly category?: string;
  readonly clock?: ClockName;
  readonly limit?: Limit;
}
interface PolicyValues {
  readonly validFrom: string;
  readonly note?: string;
  readonly provisional?: boolean;
  readonly defaults: Limits;
  readonly overrides?: Override[];
}

const overridesOf = (policy: PolicyRow | null): Override[] =>
  Object.entries(policy?.byCategory ?? {}).flatMap(([category, limits]) =>
    clocks.flatMap((clock) => (limits[clock] ? [{ category, clock, limit: limits[clock] }] : [])),
  );

function inputOf({ overrides = [], ...values }: PolicyValues): SentBy<typeof makePolicy> {
  const byCategory: Record<string, Partial<Limits>> = {};
  for (const { category, clock, limit } of overrides)
    if (category && clock && limit) byCategory[category] = { ...byCategory[category], [clock]: limit };
  return {
    validFrom: values.validFrom,
    note: values.note ?? '',
    provisional: values.provisional ?? false,
    defaults: values.defaults,
    byCategory,
  };
}

/** A new version, made from the one in force. */
export function PolicyForm({ from, close }: { readonly from: PolicyRow | null; readonly close: () => void }) {
  const t = useTexts(settingsTexts);
  const word = useWord();
  const { longDay } = useDates();
  const act = useAct(makePolicy);
  return (
    <ActForm<typeof makePolicy, PolicyValues>
      act={act}
      draft="policy.new"
      initial={{ defaults: from?.defaults ?? usual, overrides: overridesOf(from), provisional: from?.provisional ?? true }}
      toInput={inputOf}
      onDone={(made) => {
        say(t('savedPolicy', { n: made.version, day: longDay(made.validFrom) }));
        close();
      }}
    >
      <Field name="validFrom" label={t('validFrom')} required>
        <Input type="date" />
      </Field>
      <Field name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
      <fieldset className="cs-part cs-two">
        <legend>{t('defaults')}</legend>
        {clocks.map((clock) => (
          <Field key={clock} name={`defaults.${clock}`} label={word(clockNames[clock])} required>
            <LimitInput label={word(clockNames[clock])} />
          </Field>
        ))}
      </fieldset>
      <Overrides />
      <Field name="provisional" label={t('provisional')} value="checked">
        <Checkbox>{t('provisionalPreset')}</Checkbox>
      </Field>
      <FormFoot send={t('save')} busy={act.busy} cancel={close} />
    </ActForm>
  );
}

function Overrides() {
  const t = useTexts(settingsTexts);
  const c = useTexts(caseTexts);
  const word = useWord();
  return (
    <fieldset className="cs-part">
      <legend>{t('byCategory')}</legend>
      <Form.List name="overrides">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="cs-override">
                <Field name={`${row.name}.category`} path={`overrides.${row.name}.category`} label={c('category')} required>
                  <CategoryPicker classes />
                </Field>
                <Field name={`${row.name}.clock`} path={`overrides.${row.name}.clock`} label={t('overrideClock')} required>
                  <Select options={clocks.map((clock) => ({ value: clock, label: word(clockNames[clock]) }))} />
                </Field>
                <Field name={`${row.name}.limit`} path={`overrides.${row.name}.limit`} label={t('overrideLimit')} required>
                  <LimitInput />
                </Field>
                <button type="button" className="tc-link" onClick={() => remove(row.name)}>
                  {t('overrideDrop')}
                </button>
              </div>
            ))}
            <Button onClick={() => add({ clock: 'handling', limit: { amount: 3, unit: 'workingDays' } })}>{t('overrideAdd')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
