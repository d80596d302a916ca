import { liveQuery } from 'dexie';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';

/** What a query of the phone's store gives, kept up to date; undefined until the first answer. */
export function useLive<T>(query: () => Promise<T>, watched: string): T | undefined {
  const [value, setValue] = useState<T>();
  const ask = useEffectEvent(query);
  useEffect(() => {
    const subscription = liveQuery(() => ask()).subscribe({ next: setValue, error: () => setValue(undefined) });
    return () => subscription.unsubscribe();
    // The query is a new function on every render; what it depends on is named in `watched`.
  }, [watched]);
  return value;
}

/** An address for a picture in memory, given back when it is no longer shown. */
export function usePictureAddress(blob: Blob | undefined): string | undefined {
  const address = useMemo(() => (blob ? URL.createObjectURL(blob) : undefined), [blob]);
  useEffect(() => () => (address ? URL.revokeObjectURL(address) : undefined), [address]);
  return address;
}
