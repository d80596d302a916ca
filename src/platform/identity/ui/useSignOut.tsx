import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countDrafts, dropDrafts } from '../../../ui/drafts.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { endThisSession } from './sign-in.ts';
import { signInTexts } from './text.ts';

interface SignOut {
  /** Ends it at once, or asks first what becomes of what is not sent. */
  readonly start: () => void;
  /** Render it once. */
  readonly dialog: ReactNode;
}

/** Signing out by hand, here or everywhere. A session that runs out asks nothing: its drafts wait for their person. */
export function useSignOut(personId: string, end: () => Promise<void> = endThisSession): SignOut {
  const t = useTexts(signInTexts);
  const [left, setLeft] = useState(0);
  const start = () => {
    const drafts = countDrafts(personId);
    if (drafts > 0) setLeft(drafts);
    else void end();
  };
  const close = () => setLeft(0);
  const drop = () => {
    dropDrafts(personId);
    void end();
  };
  const dialog = (
    <Dialog open={left > 0} title={t('draftsLeft', { n: left })} onClose={close}>
      <p>{t('draftsShared')}</p>
      <div className="tc-form-end">
        <Button type="primary" onClick={drop}>
          {t('draftsDrop')}
        </Button>
        <Button onClick={() => void end()}>{t('draftsKeep')}</Button>
        <Button type="text" onClick={close}>
          {t('stayIn')}
        </Button>
      </div>
    </Dialog>
  );
  return { start, dialog };
}
