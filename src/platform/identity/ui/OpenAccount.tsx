import { Button, Input } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PersonPicker } from '../../../ui/pickers.tsx';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { createAccount } from '../api.ts';
import { adminTexts } from './admin-text.ts';

interface Typed {
  readonly personId: string;
  readonly userName: string;
}

/** Opens an account for a person; the link to sign in comes from another administrator. */
export function OpenAccount({
  person,
  onDone,
}: {
  readonly person?: { readonly id: string; readonly name: string };
  readonly onDone: () => void;
}) {
  const t = useTexts(adminTexts);
  const act = useAct(createAccount);
  const [userName, setUserName] = useState('');
  return (
    <ActForm<typeof createAccount, Typed>
      act={act}
      initial={person ? { personId: person.id } : undefined}
      toInput={(values) => values}
      onChange={(values) => setUserName(values.userName)}
      onDone={() => {
        say(t('createAccountDone', { name: person?.name ?? '', userName }));
        onDone();
      }}
    >
      <p className="tc-hint">{t('createAccountNote')}</p>
      <Field name="personId" label={t('choosePerson')} required>
        <PersonPicker known={person ? { value: person.id, label: person.name } : null} disabled={person !== undefined} />
      </Field>
      <Field name="userName" label={t('userName')} required hint={t('userNameHint')}>
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('createAccount')}
      </Button>
    </ActForm>
  );
}
