import { Button, Input } from 'antd';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { personChange, personCreate } from '../../api/people.ts';
import type { PersonFull } from '../answers.ts';
import { cityTexts } from '../text.ts';

interface Typed {
  readonly name: string;
  readonly code: string;
  readonly phone?: string | null;
  readonly email?: string | null;
}

const sent = ({ name, code, phone, email }: Typed) => ({ name, code, phone: phone?.trim() || null, email: email?.trim() || null });

export function PersonAddForm({ onDone }: { readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(personCreate);
  return (
    <ActForm<typeof personCreate, Typed> act={act} draft="person" toInput={sent} onDone={({ name }) => onDone(t('personAdded', { name }))}>
      <PersonFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('personAdd')}
      </Button>
    </ActForm>
  );
}

export function PersonEditForm({ person, onDone }: { readonly person: PersonFull; readonly onDone: (words: string) => void }) {
  const t = useTexts(cityTexts);
  const act = useAct(personChange);
  return (
    <ActForm<typeof personChange, Typed>
      act={act}
      initial={{ name: person.name, code: person.code, phone: person.phone, email: person.email }}
      // A masked phone that was not touched is not sent back as if it were the number.
      toInput={(values) => ({
        ...sent(values),
        ...(values.phone === person.phone ? { phone: undefined } : {}),
        personId: person.id,
        revision: person.revision,
      })}
      onDone={({ name }) => onDone(t('personSaved', { name }))}
    >
      <PersonFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}

function PersonFields() {
  const t = useTexts(cityTexts);
  return (
    <div className="tc-form-pair">
      <Field name="name" label={t('personName')} required>
        <Input maxLength={40} />
      </Field>
      <Field name="code" label={t('code')} required hint={t('codeHint')}>
        <Input maxLength={40} />
      </Field>
      <Field name="phone" label={t('phone')} hint={t('phoneHint')}>
        <Input inputMode="tel" maxLength={24} />
      </Field>
      <Field name="email" label={t('email')}>
        <Input type="email" maxLength={120} />
      </Field>
    </div>
  );
}
