import './notices.css';
import { useEffect, useState } from 'react';
import { useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { ownKeys } from '../../../ui/memory.ts';
import { useOperation } from '../../../ui/query.ts';
import { listNotices } from '../api.ts';
import { noticeTexts } from './text.ts';

const key = ownKeys.notices;
const LINES = 8;
/** A page that is reloaded within half an hour is still the same look. */
const SAME_LOOK = 30 * 60_000;

interface Looks {
  readonly last: number;
  /** Null: this is the first look on this device. */
  readonly before: number | null;
}
const DAY = 86_400_000;

/** When I looked before this look; kept on this device only. */
function useLookedBefore(): { readonly since: Date; readonly first: boolean } {
  const [{ looks, now }] = useState(() => {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Looks | null;
    const at = Date.now();
    const before = kept ? (at - kept.last < SAME_LOOK ? kept.before : kept.last) : null;
    return { looks: { last: at, before }, now: at };
  });
  useEffect(() => localStorage.setItem(key, JSON.stringify(looks)), [looks]);
  return { since: new Date(looks.before ?? now - DAY), first: looks.before === null };
}

/** What was said to me since I last looked at Today. */
export function SinceLastLook() {
  const t = useTexts(noticeTexts);
  const word = useWord();
  const { shortTime } = useDates();
  const { since, first } = useLookedBefore();
  const notices = useOperation(listNotices, { limit: LINES });
  const fresh = notices.data?.items.filter((notice) => new Date(notice.createdAt) > since) ?? [];
  if (fresh.length === 0) return null;
  return (
    <section className="tc-since">
      <h2>{first ? t('sinceFirst') : t('since', { at: shortTime(since) })}</h2>
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
