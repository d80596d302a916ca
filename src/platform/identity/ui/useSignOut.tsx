import { Button } from 'antd';
import { type ReactNode, useContext, useState } from 'react';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countDrafts, dropDrafts } from '../../../ui/drafts.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { UnsentContext } from '../../../ui/unsent.ts';
import { endThisSession } from './sign-in.ts';
import { signInTexts } from './text.ts';

interface SignOut {
  /** Ends it at once, or asks first what becomes of what is not sent. */
  readonly start: () => void;
  /** Render it once. */
  readonly dialog: ReactNode;
}

const nothing = { drafts: 0, unsent: 0 };

/** Signing out by hand, here or everywhere. A session that runs out asks nothing: its drafts wait for their person. */
export function useSignOut(personId: string, end: () => Promise<void> = endThisSession): SignOut {
  const t = useTexts(signInTexts);
  const countUnsent = useContext(UnsentContext);
  const [{ drafts, unsent }, setLeft] = useState(nothing);
  const ask = async () => {
    const left = { drafts: countDrafts(personId), unsent: await countUnsent(personId) };
    if (left.drafts + left.unsent > 0) setLeft(left);
    else await end();
  };
  const start = () => void ask();
  const close = () => setLeft(nothing);
  const drop = () => {
    dropDrafts(personId);
    void end();
  };
  const dialog = (
    <Dialog open={drafts + unsent > 0} title={drafts > 0 ? t('draftsLeft', { n: drafts }) : t('unsentLeft', { n: unsent })} onClose={close}>
      {unsent > 0 ? (
        <p>
          {drafts > 0 ? `${t('unsentToo', { n: unsent })} ` : null}
          {t('unsentWait')}
        </p>
      ) : null}
      {drafts > 0 ? <p>{t('draftsShared')}</p> : null}
      <div className="tc-form-end">
        {drafts > 0 ? (
          <Button type="primary" onClick={drop}>
            {t('draftsDrop')}
          </Button>
        ) : null}
        <Button onClick={() => void end()}>{drafts > 0 ? t('draftsKeep') : t('unsentKeep')}</Button>
        {unsent > 0 ? <Button href="/field/">{t('unsentSend')}</Button> : null}
        <Button type="text" onClick={close}>
          {t('stayIn')}
        </Button>
      </div>
    </Dialog>
  );
  return { start, dialog };
}
