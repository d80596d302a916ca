import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';

/** What a query of the phone's store gives, kept up to date; undefined until the first answer. */
export function useLive<T>(query: () => Promise<T>, watched: string): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({ next: setValue, error: () => setValue(undefined) });
    return () => subscription.unsubscribe();
    // The query is a new function on every render; what it depends on is named in `watched`.
  }, [watched]);
  return value;
}

/** An address for a picture in memory, given back when it is no longer shown. */
export function usePictureAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return setAddress(undefined);
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
