import { Button } from 'antd';
import { useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { FindFilter, YesFilter } from '../../../ui/filters.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView, useListColumns } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { listAccounts } from '../api.ts';
import { adminTexts } from './admin-text.ts';
import type { AccountRow } from './answers.ts';
import { AccountActs } from './AccountActs.tsx';
import { OpenAccount } from './OpenAccount.tsx';

/** Accounts: who can sign in, and what administrators do about it. */
export function AccountsPage() {
  const t = useTexts(adminTexts);
  const session = useSession();
  const { query } = usePlace();
  const pages = usePages(listAccounts, { text: query.text, locked: query.locked === 'yes' ? 'yes' : undefined });
  const columns = useAccountColumns();
  const { shown, chooser } = useListColumns('accounts', columns);
  const [opening, setOpening] = useState(false);
  return (
    <>
      <PageHead title={t('accounts')} note={t('accountsNote')}>
        {session.may('identity.createAccounts') ? <Button onClick={() => setOpening(true)}>{t('createAccount')}</Button> : null}
        <ColumnChooser {...chooser} />
      </PageHead>
      <search className="tc-filters">
        <FindFilter of="text" label={t('find')} />
        <YesFilter of="locked" label={t('lockedOnly')} />
      </search>
      <ListView
        name="accounts"
        label={t('accounts')}
        pages={pages}
        columns={columns}
        shown={shown}
        rowKey={(row) => row.userId}
        href={(row) => `/work/people/${row.personId}`}
        rowName={(row) => row.name}
        empty={<Empty title={t('accountsEmpty')} hint={t('accountsEmptyHint')} />}
      />
      <Dialog open={opening} title={t('createAccount')} onClose={() => setOpening(false)}>
        <OpenAccount onDone={() => setOpening(false)} />
      </Dialog>
    </>
  );
}

function useAccountColumns(): readonly Column<AccountRow>[] {
  const t = useTexts(adminTexts);
  const { shortTime, longDay } = useDates();
  return [
    { key: 'name', title: t('person'), show: (row) => row.name },
    { key: 'userName', title: t('userName'), show: (row) => row.userName, narrow: 'main' },
    { key: 'state', title: t('state'), show: (row) => <AccountState row={row} />, narrow: 'side' },
    { key: 'factor', title: t('factor'), show: (row) => t(row.twoFactorOn ? 'factorOn' : 'factorOff') },
    { key: 'lastSignIn', title: t('lastSignIn'), show: (row) => (row.lastSignIn ? shortTime(row.lastSignIn) : t('never')), right: true },
    { key: 'sessions', title: t('sessions'), show: (row) => row.sessions, right: true },
    { key: 'createdAt', title: t('createdAt'), show: (row) => longDay(row.createdAt), right: true, extra: true },
    { key: 'acts', title: '', show: (row) => <AccountActs row={row} />, right: true },
  ];
}

function AccountState({ row }: { readonly row: AccountRow }) {
  const t = useTexts(adminTexts);
  const { shortTime } = useDates();
  if (row.lockedAt) {
    return (
      <span title={row.lockedReason}>
        <StateTag tone="warn" icon="lock">
          {t('stateLocked')}
        </StateTag>
      </span>
    );
  }
  if (row.lockedOutUntil) {
    return (
      <StateTag tone="warn" icon="clock">
        {t('stateLockedOut', { at: shortTime(row.lockedOutUntil) })}
      </StateTag>
    );
  }
  return (
    <StateTag tone="calm" icon={row.mustChangePassword ? 'half' : 'circle'}>
      {t(row.mustChangePassword ? 'stateHanded' : 'stateOpen')}
    </StateTag>
  );
}
