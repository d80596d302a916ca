import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { signInTexts } from './text.ts';

/** A secret that is shown once, with a button that copies it. */
export function CopyLink({ text, label }: { readonly text: string; readonly label?: string }) {
  const t = useTexts(signInTexts);
  const [copied, setCopied] = useState(false);
  return (
    <div>
      <p className="tc-link-box">{text}</p>
      <div className="tc-form-end">
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>{label ?? t('copyLink')}</Button>
        <output className="tc-hint">{copied ? t('linkCopied') : ''}</output>
      </div>
    </div>
  );
}
