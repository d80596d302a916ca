import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { issueLink, resetPassword } from '../api.ts';
import { adminTexts } from './admin-text.ts';
import type { AccountRow } from './answers.ts';
import { CopyLink } from './CopyLink.tsx';

/** A one-time link, or a password that must be changed: shown once. */
export function HandOut({ row, kind }: { readonly row: AccountRow; readonly kind: 'link' | 'password' }) {
  const t = useTexts(adminTexts);
  const { shortTime } = useDates();
  const link = useAct(issueLink);
  const password = useAct(resetPassword);
  const [shown, setShown] = useState<{
    readonly title: string;
    readonly note: string;
    readonly text: string;
    readonly copy?: string;
  } | null>(null);
  if (shown) {
    return (
      <>
        <h2>{shown.title}</h2>
        <p>{shown.note}</p>
        <CopyLink text={shown.text} label={shown.copy} />
      </>
    );
  }
  if (kind === 'password') {
    return (
      <ActForm<typeof resetPassword, object>
        act={password}
        toInput={() => ({ userId: row.userId })}
        onDone={(answer) =>
          setShown({
            title: t('passwordTitle', { name: row.name }),
            note: t('resetPasswordNote'),
            text: answer.password,
            copy: t('copyPassword'),
          })
        }
      >
        <p>{t('resetPasswordNote')}</p>
        <Button type="primary" htmlType="submit" loading={password.busy}>
          {t('resetPassword')}
        </Button>
      </ActForm>
    );
  }
  return (
    <ActForm<typeof issueLink, { hours: number }>
      act={link}
      initial={{ hours: 24 }}
      toInput={({ hours }) => ({ userId: row.userId, hours })}
      onDone={({ url, expires }) =>
        setShown({ title: t('linkTitle', { name: row.name }), note: t('linkUntil', { at: shortTime(expires) }), text: url })
      }
    >
      <p>{t('issueLinkNote')}</p>
      <Field name="hours" label={t('hours')} required>
        <InputNumber min={1} max={168} />
      </Field>
      <Button type="primary" htmlType="submit" loading={link.busy}>
        {t('issueLink')}
      </Button>
    </ActForm>
  );
}
