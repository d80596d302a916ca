import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { endAccountSessions, lockAccount, resetTwoFactor, unlockAccount } from '../api.ts';
import { adminTexts } from './admin-text.ts';
import type { AccountRow } from './answers.ts';
import { HandOut } from './HandOut.tsx';
import { ReasonForm } from './ReasonForm.tsx';

type Form = 'link' | 'password' | 'factor' | 'lock';

/** What an administrator may do with an account; nobody acts on their own. */
export function AccountActs({ row }: { readonly row: AccountRow }) {
  const t = useTexts(adminTexts);
  const session = useSession();
  const [form, setForm] = useState<Form | null>(null);
  const unlock = useAct(unlockAccount);
  const end = useAct(endAccountSessions);
  const own = row.personId === session.personId;
  const hands = session.may('identity.handOutAccess') && !own;
  const locks = session.may('identity.lockAccounts') && !own;
  const factors = session.may('identity.resetTwoFactor') && !own && row.twoFactorOn;
  const finish = (words: string) => {
    setForm(null);
    say(words);
  };
  const items = [
    ...(hands
      ? [
          { key: 'link', label: t('issueLink') },
          { key: 'password', label: t('resetPassword') },
        ]
      : []),
    ...(factors ? [{ key: 'factor', label: t('resetFactor') }] : []),
    ...(locks && row.sessions > 0 ? [{ key: 'end', label: t('endSessions') }] : []),
    ...(locks ? [row.lockedAt || row.lockedOutUntil ? { key: 'unlock', label: t('unlock') } : { key: 'lock', label: t('lock') }] : []),
  ];
  if (items.length === 0) return null;
  const now: Record<string, () => Promise<void>> = {
    unlock: async () => {
      if (await unlock.run({ userId: row.userId })) say(t('unlockDone', { name: row.name }));
    },
    end: async () => {
      const done = await end.run({ userId: row.userId });
      if (done) say(t('endSessionsDone', { name: row.name, n: done.answer.ended }));
    },
  };
  const start = (key: string) => {
    if (now[key]) void now[key]();
    else if (key === 'link' || key === 'password' || key === 'factor' || key === 'lock') setForm(key);
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => start(key) }}>
        <Button size="small" aria-label={`${row.name} ${t('details')}`}>
          <Icon name="down" />
        </Button>
      </Dropdown>
      <Dialog open={form !== null} title={form ? titleOf(form, t) : ''} onClose={() => setForm(null)}>
        {form === 'link' || form === 'password' ? <HandOut row={row} kind={form} /> : null}
        {form === 'lock' ? (
          <ReasonForm
            operation={lockAccount}
            userId={row.userId}
            note={t('lockNote')}
            words={t('lock')}
            onDone={() => finish(t('lockDone', { name: row.name }))}
          />
        ) : null}
        {form === 'factor' ? (
          <ReasonForm
            operation={resetTwoFactor}
            userId={row.userId}
            note={t('resetFactorNote')}
            words={t('resetFactor')}
            onDone={() => finish(t('resetFactorDone', { name: row.name }))}
          />
        ) : null}
      </Dialog>
    </>
  );
}

function titleOf(form: Form, t: ReturnType<typeof useTexts<keyof (typeof adminTexts)['zh']>>): string {
  return t(({ link: 'issueLink', password: 'resetPassword', factor: 'resetFactor', lock: 'lock' } as const)[form]);
}
