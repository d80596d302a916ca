import { Button, Checkbox, DatePicker, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useAct, useOperation } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { Asked, Empty } from '../../../ui/States.tsx';
import { issueApiKey, listApiKeys, revokeApiKey } from '../api.ts';
import { adminTexts } from './admin-text.ts';
import type { ApiKeyRow } from './answers.ts';
import { CopyLink } from './CopyLink.tsx';
import { useJoining } from '../../../ui/joining.ts';

const scopeTexts = { 'open311.read': 'scopeRead', 'open311.write': 'scopeWrite', 'measures.read': 'scopeMeasures' } as const;

/** Keys for other systems. */
export function ApiKeysPage() {
  const t = useTexts(adminTexts);
  const keys = useOperation(listApiKeys, {});
  const [issuing, setIssuing] = useState(false);
  return (
    <>
      <PageHead title={t('keys')} note={t('keysNote')}>
        <Button onClick={() => setIssuing(true)}>{t('keyIssue')}</Button>
      </PageHead>
      <div className="tc-list">
        <Asked of={keys}>
          {keys.data?.items.length === 0 ? (
            <Empty title={t('keysEmpty')} hint={t('keysEmptyHint')} />
          ) : (
            <KeyTable rows={keys.data?.items ?? []} />
          )}
        </Asked>
      </div>
      <Dialog open={issuing} title={t('keyIssue')} onClose={() => setIssuing(false)}>
        {issuing ? <IssueForm /> : null}
      </Dialog>
    </>
  );
}

function KeyTable({ rows }: { readonly rows: readonly ApiKeyRow[] }) {
  const t = useTexts(adminTexts);
  const { longDay, shortTime } = useDates();
  const join = useJoining();
  const revoke = useAct(revokeApiKey);
  const end = async (row: ApiKeyRow) => {
    if (await revoke.run({ keyId: row.keyId })) say(t('keyRevokeDone', { name: row.name }));
  };
  return (
    <table className="tc-table tc-stacks" aria-label={t('keys')}>
      <thead>
        <tr>
          {(['keyName', 'keyPrefix', 'keyScopes', 'keyExpires', 'keyUsed'] as const).map((key) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
          <th scope="col">{t('details')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.keyId}>
            <td>
              {row.name} <small className="tc-hint">{t('by', { name: row.createdBy })}</small>
            </td>
            <td data-name={t('keyPrefix')}>{row.prefix}…</td>
            <td data-name={t('keyScopes')}>{join.names(row.scopes.map((scope) => t(scopeTexts[scope])))}</td>
            <td data-name={t('keyExpires')}>{row.expires ? longDay(row.expires) : t('keyForever')}</td>
            <td data-name={t('keyUsed')}>{row.lastUsed ? longDay(row.lastUsed) : t('keyUnused')}</td>
            <td>
              {row.revokedAt ? (
                t('keyRevoked', { at: shortTime(row.revokedAt) })
              ) : (
                <Button size="small" onClick={() => void end(row)}>
                  {t('keyRevoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Typed {
  readonly name: string;
  readonly scopes: (keyof typeof scopeTexts)[];
  readonly expires?: Dayjs | null;
}

function IssueForm() {
  const t = useTexts(adminTexts);
  const act = useAct(issueApiKey);
  const [issued, setIssued] = useState<string | null>(null);
  if (issued) {
    return (
      <>
        <p>{t('keyOnce')}</p>
        <CopyLink text={issued} label={t('copyKey')} />
      </>
    );
  }
  return (
    <ActForm<typeof issueApiKey, Typed>
      act={act}
      toInput={({ name, scopes, expires }) => ({ name, scopes, expires: expires ? expires.endOf('day').toISOString() : null })}
      onDone={({ key }) => setIssued(key)}
    >
      <Field name="name" label={t('keyName')} required>
        <Input maxLength={80} />
      </Field>
      <Field name="scopes" label={t('keyScopes')} required>
        <Checkbox.Group options={Object.entries(scopeTexts).map(([value, key]) => ({ value, label: t(key) }))} />
      </Field>
      <Field name="expires" label={t('keyExpires')}>
        <DatePicker placeholder={t('keyForever')} />
      </Field>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('keyIssue')}
      </Button>
    </ActForm>
  );
}
