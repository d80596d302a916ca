import { Button, Input } from 'antd';
import { useState } from 'react';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { changePassword, type me as meOperation } from '../api.ts';
import { signInTexts } from './text.ts';

interface Typed {
  readonly current?: string;
  readonly password: string;
  readonly again: string;
}

/** A new password by the city's rules; other sessions end. */
export function ChangePassword({ me, onDone }: { readonly me: AnswerOf<typeof meOperation>; readonly onDone: (ended: number) => void }) {
  const t = useTexts(signInTexts);
  const act = useAct(changePassword);
  const [differ, setDiffer] = useState(false);
  const guarded = { ...act, run: async (input: { current?: string; password: string }) => (differ ? undefined : act.run(input)) };
  const { set, minLength, classes, history } = me.password;
  return (
    <ActForm<typeof changePassword, Typed>
      act={guarded}
      toInput={({ current, password }) => (set ? { current, password } : { password })}
      onChange={({ password, again }) => setDiffer(Boolean(again) && password !== again)}
      onDone={({ ended }) => onDone(ended)}
    >
      <Input className="tc-unseen" autoComplete="username" value={me.userName} readOnly tabIndex={-1} aria-hidden />
      {set ? (
        <Field name="current" label={t('current')} required>
          <Input.Password autoComplete="current-password" />
        </Field>
      ) : null}
      <Field name="password" label={t('newPassword')} required hint={t('rules', { length: minLength, classes, history })}>
        <Input.Password autoComplete="new-password" />
      </Field>
      <Field
        name="again"
        label={t('newAgain')}
        required
        hint={
          differ ? (
            <strong role="alert" className="tc-warn">
              {t('notSame')}
            </strong>
          ) : undefined
        }
      >
        <Input.Password autoComplete="new-password" />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('change')}
      </Button>
    </ActForm>
  );
}
