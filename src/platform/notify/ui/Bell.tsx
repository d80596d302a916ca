import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useUnread } from './live.ts';
import { noticeTexts } from './text.ts';

/** Unread notices, live. */
export function Bell() {
  const t = useTexts(noticeTexts);
  const unread = useUnread();
  return (
    <Go href="/work/notifications" className="tc-bell" aria-label={unread ? t('unreadOf', { n: unread }) : t('notices')}>
      <Icon name="bell" />
      {unread ? <b>{unread > 99 ? '99+' : unread}</b> : null}
    </Go>
  );
}
