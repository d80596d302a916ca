import { useEffect, useState } from 'react';

/** The time, kept up to the minute; a page that stays open must not show yesterday as today. */
export function useNow(every = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
