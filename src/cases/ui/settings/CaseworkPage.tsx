import { Button, Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Asked } from '../../../ui/States.tsx';
import { readSettings, saveSettings } from '../../api/settings.ts';
import type { SettingsAnswer } from '../answers.ts';
import '../cases.css';
import './settings.css';
import { settingsTexts } from '../text/settings.ts';

/** Working hours by season, pauses, re-visits: what the rules of casework count with. */
export function CaseworkPage() {
  const t = useTexts(settingsTexts);
  const asked = useOperation(readSettings, {});
  return (
    <div className="cs-page">
      <PageHead title={t('casework')} note={t('caseworkNote')} />
      <div className="cs-scroll cs-inset">
        <Asked of={asked} rows={8}>
          {asked.data ? <SettingsForm settings={asked.data} /> : null}
        </Asked>
      </div>
    </div>
  );
}

const percent = (share: number) => Math.round(share * 1000) / 10;
const inPercent = (settings: SettingsAnswer): SettingsAnswer => ({
  ...settings,
  revisitShare: percent(settings.revisitShare),
  dueSoonShare: percent(settings.dueSoonShare ?? 0),
});
const asShares = (values: SettingsAnswer): SettingsAnswer => ({
  ...values,
  revisitShare: values.revisitShare / 100,
  dueSoonShare: (values.dueSoonShare ?? 0) / 100,
});

const numbers = [
  ['askPauseDays', 1, 30],
  ['disputeDays', 1, 90],
  ['recurrenceDays', 1, 365],
  ['undoSeconds', 0, 120],
  ['revisitShare', 0, 100],
  ['contactDays', 1, 365],
] as const;
const reminders = [
  ['dueSoonShare', 0, 50],
  ['dueSoonMinutes', 0, 4800],
  ['overdueOfficeMinutes', 0, 9600],
] as const;

function SettingsForm({ settings }: { readonly settings: SettingsAnswer }) {
  const t = useTexts(settingsTexts);
  const session = useSession();
  const act = useAct(saveSettings);
  const mayEdit = session.may('cases.settings');
  return (
    <ActForm<typeof saveSettings, SettingsAnswer>
      className="cs-narrow-form"
      act={act}
      initial={inPercent(settings)}
      toInput={asShares}
      onDone={() => say(t('savedSettings'))}
    >
      <fieldset className="cs-part" disabled={!mayEdit}>
        <legend>{t('seasons')}</legend>
        <Seasons />
      </fieldset>
      <Field name="afterHours" label={t('afterHours')} required>
        <Radio.Group
          disabled={!mayEdit}
          options={[
            { value: 'nextWorkingTime', label: t('nextWorkingTime') },
            { value: 'atOnce', label: t('atOnce') },
          ]}
        />
      </Field>
      <div className="cs-two">
        {numbers.map(([name, min, max]) => (
          <Field key={name} name={name} label={t(name)} required>
            <InputNumber min={min} max={max} disabled={!mayEdit} />
          </Field>
        ))}
      </div>
      <fieldset className="cs-part" disabled={!mayEdit}>
        <legend>{t('reminders')}</legend>
        <p className="cs-quiet">{t('remindersNote')}</p>
        <div className="cs-two">
          {reminders.map(([name, min, max]) => (
            <Field key={name} name={name} label={t(name)} required>
              <InputNumber min={min} max={max} disabled={!mayEdit} />
            </Field>
          ))}
        </div>
      </fieldset>
      <Field name="verifyOutside" label={t('verifyOutside')} value="checked">
        <Checkbox disabled={!mayEdit}>{t('verifyOutside')}</Checkbox>
      </Field>
      {mayEdit ? (
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {t('save')}
        </Button>
      ) : null}
    </ActForm>
  );
}

function Seasons() {
  const t = useTexts(settingsTexts);
  return (
    <Form.List name="seasons">
      {(seasons, { add, remove }) => (
        <>
          {seasons.map((season) => (
            <div key={season.key} className="cs-question">
              <Field name={`${season.name}.from`} path={`seasons.${season.name}.from`} label={t('seasonFrom')} required>
                <Input maxLength={5} placeholder="05-01" />
              </Field>
              <Spans season={season.name} />
              {seasons.length > 1 ? (
                <button type="button" className="tc-link" onClick={() => remove(season.name)}>
                  {t('seasonDrop')}
                </button>
              ) : null}
            </div>
          ))}
          {seasons.length < 6 ? (
            <Button onClick={() => add({ from: '', hours: [{ from: '08:30', to: '12:00' }] })}>{t('seasonAdd')}</Button>
          ) : null}
        </>
      )}
    </Form.List>
  );
}

function Spans({ season }: { readonly season: number }) {
  const t = useTexts(settingsTexts);
  return (
    <Form.List name={[season, 'hours']}>
      {(spans, { add, remove }) => (
        <>
          {spans.map((span) => (
            <div key={span.key} className="cs-span">
              <Field name={`${span.name}.from`} path={`seasons.${season}.hours.${span.name}.from`} label={t('from')} required>
                <Input type="time" />
              </Field>
              <Field name={`${span.name}.to`} path={`seasons.${season}.hours.${span.name}.to`} label={t('to')} required>
                <Input type="time" />
              </Field>
              {spans.length > 1 ? (
                <button type="button" className="tc-link" onClick={() => remove(span.name)}>
                  {t('spanDrop')}
                </button>
              ) : null}
            </div>
          ))}
          {spans.length < 4 ? (
            <Button size="small" onClick={() => add({ from: '', to: '' })}>
              {t('spanAdd')}
            </Button>
          ) : null}
        </>
      )}
    </Form.List>
  );
}
