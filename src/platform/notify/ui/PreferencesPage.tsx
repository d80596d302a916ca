import './notices.css';
import { Button, Checkbox, Form, Select } from 'antd';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked } from '../../../ui/States.tsx';
import { getPreferences, savePreferences } from '../api.ts';
import { noticeTexts } from './text.ts';
import { WebhookPart } from './WebhookPart.tsx';

type Preferences = AnswerOf<typeof getPreferences>;
type Typed = Pick<Preferences, 'choices' | 'digestHour' | 'locale'>;
const modes = { auto: 'emailAuto', now: 'emailNow', digest: 'emailDigest', off: 'emailOff' } as const;

/** How I want to be told, by kind. */
export function PreferencesPage() {
  const t = useTexts(noticeTexts);
  const preferences = useOperation(getPreferences, {}, { fresh: true });
  return (
    <>
      <PageHead title={t('preferences')} note={t('preferencesNote')} path={[{ name: t('notices'), href: '/work/notifications' }]} />
      <div className="tc-page">
        <div className="tc-body">
          <Asked of={preferences}>
            {preferences.data ? (
              <>
                <Choices preferences={preferences.data} />
                <WebhookPart url={preferences.data.webhookUrl} />
              </>
            ) : null}
          </Asked>
        </div>
      </div>
    </>
  );
}

function Choices({ preferences }: { readonly preferences: Preferences }) {
  const t = useTexts(noticeTexts);
  const act = useAct(savePreferences);
  return (
    <ActForm<typeof savePreferences, Typed>
      act={act}
      initial={preferences}
      className="tc-notice-form"
      toInput={({ choices, digestHour, locale }) => ({
        choices: choices.map(({ kind, inApp, email, webhook }) => ({ kind, inApp, email, webhook })),
        digestHour,
        locale,
      })}
      onDone={() => say(t('saved'))}
    >
      {preferences.emailReady ? null : <p className="tc-warn">{t('emailNotReady')}</p>}
      <table className="tc-table tc-stacks">
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('inApp')}</th>
            <th scope="col">{t('email')}</th>
            <th scope="col">{t('webhook')}</th>
          </tr>
        </thead>
        <tbody>
          {preferences.choices.map((choice, index) => (
            <ChoiceRow key={choice.kind} choice={choice} index={index} />
          ))}
        </tbody>
      </table>
      <div className="tc-form-pair">
        <Field name="digestHour" label={t('digestHour')}>
          <Select options={Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: t('hour', { n: hour }) }))} />
        </Field>
        <Field name="locale" label={t('locale')}>
          <Select
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Field>
      </div>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}

function ChoiceRow({ choice, index }: { readonly choice: Preferences['choices'][number]; readonly index: number }) {
  const t = useTexts(noticeTexts);
  const word = useWord();
  const name = word(choice.name);
  return (
    <tr>
      <th scope="row">
        {name}
        <Form.Item name={['choices', index, 'kind']} hidden>
          <input />
        </Form.Item>
      </th>
      <td data-name={t('inApp')}>
        <Form.Item name={['choices', index, 'inApp']} valuePropName="checked" noStyle>
          <Checkbox aria-label={`${name} ${t('inApp')}`} />
        </Form.Item>
      </td>
      <td data-name={t('email')}>
        <Form.Item name={['choices', index, 'email']} noStyle>
          <Select
            aria-label={`${name} ${t('email')}`}
            options={Object.entries(modes).map(([value, key]) => ({ value, label: t(key) }))}
            popupMatchSelectWidth={false}
          />
        </Form.Item>
      </td>
      <td data-name={t('webhook')}>
        <Form.Item name={['choices', index, 'webhook']} valuePropName="checked" noStyle>
          <Checkbox aria-label={`${name} ${t('webhook')}`} />
        </Form.Item>
      </td>
    </tr>
  );
}
