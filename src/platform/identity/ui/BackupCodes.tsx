import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { signInTexts } from './text.ts';

/** Codes that are shown once. */
export function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const t = useTexts(signInTexts);
  const [copied, setCopied] = useState(false);
  return (
    <>
      <h2>{t('backupTitle')}</h2>
      <p>{t('backupText')}</p>
      <ul className="tc-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="tc-form-end">
        <Button type="primary" onClick={onDone}>
          {t('backupDone')}
        </Button>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))}>{t('copy')}</Button>
      </div>
      <output className="tc-hint">{copied ? t('copied', { n: codes.length }) : ''}</output>
    </>
  );
}
