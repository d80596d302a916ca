import './notices.css';
import { useEffect, useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { listNotices } from '../api.ts';
import { noticeTexts } from './text.ts';

const key = 'tongchuang.looked';
const LINES = 8;
/** A page that is reloaded within half an hour is still the same look. */
const SAME_LOOK = 30 * 60_000;

/** When I looked before this look; kept on this device only. */
function useLookedBefore(): Date {
  const [before] = useState(() => {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { last: number; before: number } | null;
    const now = Date.now();
    if (!kept) return { last: now, before: now - 86_400_000 };
    return now - kept.last < SAME_LOOK ? { ...kept, last: now } : { last: now, before: kept.last };
  });
  useEffect(() => localStorage.setItem(key, JSON.stringify(before)), [before]);
  return new Date(before.before);
}

/** What was said to me since I last looked at Today. */
export function SinceLastLook() {
  const t = useTexts(noticeTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const before = useLookedBefore();
  const notices = useOperation(listNotices, { limit: LINES });
  const fresh = notices.data?.items.filter((notice) => new Date(notice.createdAt) > before) ?? [];
  if (fresh.length === 0) return null;
  return (
    <section className="tc-since">
      <h2>{t('since', { at: shortTime(before) })}</h2>
      <ul>
        {fresh.map((notice) => (
          <li key={notice.id}>
            <time dateTime={notice.createdAt}>{shortTime(notice.createdAt)}</time>
            <Go href={notice.href}>{word(notice.title)}</Go>
          </li>
        ))}
      </ul>
      {fresh.length === LINES ? <Go href="/work/notifications">{t('sinceMore')}</Go> : null}
    </section>
  );
}
