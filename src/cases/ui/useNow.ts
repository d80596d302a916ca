import { useEffect, useState } from 'react';

/** The time, told anew every so many milliseconds, for words such as "waited 5 min". */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
