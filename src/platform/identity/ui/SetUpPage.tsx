import { Button, Input, type InputRef } from 'antd';
import { useState } from 'react';
import { roles } from '../../../kernel/actor.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { useFirstFocus } from '../../../ui/useFirstFocus.ts';
import { setUp, setupStatus } from '../api.ts';
import { CopyLink } from './CopyLink.tsx';
import { Door } from './Door.tsx';
import { signInTexts } from './text.ts';
import { useJoining } from '../../../ui/joining.ts';

interface Administrator {
  readonly name: string;
  readonly userName: string;
}
interface Typed {
  readonly city: { readonly name: string; readonly nameEn?: string; readonly code: string };
  readonly administrators: {
    readonly systemAdmin: Administrator;
    readonly securityAdmin: Administrator;
    readonly auditAdmin: Administrator;
  };
}
const three = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const;

/** Once, from the link that an empty system prints: the city and its three administrators. */
export function SetUpPage() {
  const t = useTexts(signInTexts);
  const status = useOperation(setupStatus, {});
  const [done, setDone] = useState<{ readonly city: string; readonly links: AnswerOf<typeof setUp>['links'] } | null>(null);
  if (done) return <SetUpDone {...done} />;
  if (status.data && !status.data.needed) {
    return (
      <Door title={t('setUp')} note={t('setUpOver')}>
        <a href="/sign-in">{t('toSignIn')}</a>
      </Door>
    );
  }
  return <SetUpForm onDone={(city, links) => setDone({ city, links })} />;
}

function SetUpForm({ onDone }: { readonly onDone: (city: string, links: AnswerOf<typeof setUp>['links']) => void }) {
  const t = useTexts(signInTexts);
  const act = useAct(setUp);
  const first = useFirstFocus<InputRef>();
  const [city, setCity] = useState('');
  return (
    <Door title={t('setUp')} note={t('setUpNote')} wide>
      <ActForm<typeof setUp, Typed>
        act={act}
        draft="set-up"
        toInput={(values) => ({ token: location.hash.slice(1), ...values })}
        onChange={(values) => setCity(values.city?.name ?? '')}
        onDone={({ links }) => onDone(city, links)}
      >
        <div className="tc-form-pair">
          <Field name="city.name" label={t('cityName')} required>
            <Input ref={first} />
          </Field>
          <Field name="city.nameEn" label={t('cityNameEn')}>
            <Input />
          </Field>
        </div>
        <Field name="city.code" label={t('cityCode')} required hint={t('cityCodeHint')}>
          <Input inputMode="numeric" maxLength={6} />
        </Field>
        {three.map((role) => (
          <fieldset key={role}>
            <legend>
              <strong>{t(role)}</strong> <span className="tc-hint">{t(`${role}Note`)}</span>
            </legend>
            <div className="tc-form-pair">
              <Field name={`administrators.${role}.name`} label={t('name')} required>
                <Input />
              </Field>
              <Field name={`administrators.${role}.userName`} label={t('userName')} required>
                <Input autoCapitalize="none" spellCheck={false} autoComplete="off" />
              </Field>
            </div>
          </fieldset>
        ))}
        <p className="tc-hint">{t('userNameHint')}</p>
        <Button type="primary" htmlType="submit" loading={act.busy}>
          {t('setUpDo')}
        </Button>
      </ActForm>
    </Door>
  );
}

function SetUpDone({ city, links }: { readonly city: string; readonly links: AnswerOf<typeof setUp>['links'] }) {
  const t = useTexts(signInTexts);
  const word = useWord();
  const join = useJoining();
  const { shortTime } = useDates();
  return (
    <Door title={t('setUpDone', { city })} note={t('setUpDoneNote', { at: links[0] ? shortTime(links[0].expires) : '' })} wide>
      {links.map((link) => (
        <section key={link.userName} className="tc-step">
          <h2>{join.about(word(roles[link.role]), join.aside(link.name, link.userName))}</h2>
          <CopyLink text={link.url} />
        </section>
      ))}
    </Door>
  );
}
