import { useEffect } from 'react';
import { queries, useOperation } from '../../../ui/query.ts';
import { countUnread, listNotices } from '../api.ts';

/** The number of unread notices, pushed by the server; asked every two minutes where pushing does not get through. */
export function useUnread(): number {
  const asked = useOperation(countUnread, {}, { every: 120_000 });
  useEffect(listen, []);
  return asked.data?.unread ?? 0;
}

const TODAY = 'today.list';

/** Listens while the frame is open. The browser connects again by itself; a session that is over stays closed. */
function listen(): () => void {
  const source = new EventSource('/api/v1/notifications/stream');
  source.addEventListener('unread', ({ data }) => {
    const told: unknown = JSON.parse(String(data));
    if (typeof told === 'object' && told !== null && 'unread' in told) queries.setQueryData([countUnread.id, {}], told);
  });
  source.addEventListener('notice', () => {
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === listNotices.id || name === TODAY });
  });
  return () => source.close();
}
