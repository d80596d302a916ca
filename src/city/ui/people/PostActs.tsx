import { Button, DatePicker, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay, longDay } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { postChange, postDeputise, postEnd } from '../../api/people.ts';
import type { PostRow } from '../answers.ts';
import { PersonPicker } from '../pickers.tsx';
import { cityTexts } from '../text.ts';

interface FormProps {
  readonly post: PostRow;
  readonly onDone: (words: string) => void;
}
const dayOf = (value: Dayjs | null | undefined) => value?.format('YYYY-MM-DD');

export function PostEditForm({ post, onDone }: FormProps) {
  const t = useTexts(cityTexts);
  const act = useAct(postChange);
  return (
    <ActForm<typeof postChange, { title?: string; validFrom: Dayjs; validTo?: Dayjs | null }>
      act={act}
      initial={{ title: post.title, validFrom: dayjs(post.validFrom), validTo: post.validTo ? dayjs(post.validTo) : null }}
      toInput={(values) => ({
        postId: post.id,
        revision: post.revision,
        title: values.title ?? '',
        validFrom: dayOf(values.validFrom),
        validTo: dayOf(values.validTo) ?? null,
      })}
      onDone={() => onDone(t('postSaved'))}
    >
      <Field name="title" label={t('postTitle')} hint={t('postTitleHint')}>
        <Input maxLength={40} />
      </Field>
      <PeriodFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('save')}
      </Button>
    </ActForm>
  );
}

export function PeriodFields({ closed }: { readonly closed?: boolean }) {
  const t = useTexts(cityTexts);
  return (
    <div className="tc-form-pair">
      <Field name="validFrom" label={t('from')} required>
        <DatePicker allowClear={false} />
      </Field>
      <Field name="validTo" label={t('until')} required={closed}>
        <DatePicker placeholder={closed ? undefined : t('open')} />
      </Field>
    </div>
  );
}

export function PostEndForm({ post, onDone }: FormProps) {
  const t = useTexts(cityTexts);
  const act = useAct(postEnd);
  return (
    <ActForm<typeof postEnd, { lastDay?: Dayjs | null }>
      act={act}
      toInput={({ lastDay }) => ({ postId: post.id, revision: post.revision, lastDay: dayOf(lastDay) })}
      onDone={() => onDone(t('postEnded', { name: post.person.name }))}
    >
      <p>{t('postEndHint')}</p>
      <Field name="lastDay" label={t('lastDay')}>
        <DatePicker />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('postEnd')}
      </Button>
    </ActForm>
  );
}

export function DeputyForm({ post, onDone }: FormProps) {
  const t = useTexts(cityTexts);
  const act = useAct(postDeputise);
  const [name, setName] = useState('');
  return (
    <ActForm<typeof postDeputise, { personId: string; validFrom: Dayjs; validTo: Dayjs }>
      act={act}
      initial={{ validFrom: dayjs(cityDay()) }}
      toInput={(values) => ({
        postId: post.id,
        personId: values.personId,
        validFrom: dayOf(values.validFrom) ?? '',
        validTo: dayOf(values.validTo) ?? '',
      })}
      onDone={(deputy) =>
        onDone(t('deputised', { name, from: longDay(deputy.validFrom), until: longDay(deputy.validTo ?? deputy.validFrom) }))
      }
    >
      <p>{t('deputiseHint')}</p>
      <Field name="personId" label={t('person')} required>
        <PersonPicker onChange={(_, choice) => setName(choice?.label ?? '')} />
      </Field>
      <PeriodFields closed />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('deputise')}
      </Button>
    </ActForm>
  );
}
