import { useEffect, useRef, useState } from 'react';
import { useSession } from './session.ts';

/** What a page remembers for this visit, by its address: row, selection, scroll. */
function read<T>(name: string): T | undefined {
  const kept = sessionStorage.getItem(name);
  return kept === null ? undefined : JSON.parse(kept);
}

/** A state that is there again when the person comes back to the same address. */
export function useKept<T>(name: string, first: T): [T, (next: T) => void] {
  const key = `tongchuang.kept.${name}`;
  const [held, setHeld] = useState<{ key: string; value: T }>(() => ({ key, value: read<T>(key) ?? first }));
  const value = held.key === key ? held.value : (read<T>(key) ?? first);
  const set = (next: T) => {
    sessionStorage.setItem(key, JSON.stringify(next));
    setHeld({ key, value: next });
  };
  return [value, set];
}

/** Keeps the scroll of a box; given back once `ready` (its rows are there). */
export function useKeptScroll(name: string, ready: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const key = `tongchuang.scroll.${name}`;
  useEffect(() => {
    const kept = Number(sessionStorage.getItem(key) ?? 0);
    if (ready && box.current && kept > 0) box.current.scrollTop = kept;
  }, [key, ready]);
  const onScroll = () => sessionStorage.setItem(key, String(box.current?.scrollTop ?? 0));
  return { box, onScroll };
}

/** The list a record was opened from, for its `previous` and `next`. */
export interface Trail {
  readonly list: string;
  readonly hrefs: readonly string[];
  readonly total: number | null;
}

const trailKey = 'tongchuang.trail';
export const leaveTrail = (trail: Trail): void => sessionStorage.setItem(trailKey, JSON.stringify(trail));

export interface TrailPlace {
  /** From 1. */
  readonly at: number;
  readonly total: number;
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** The list with its filters. */
  readonly list: string;
}

/** Where this record stands in the list it was opened from; null when it was not opened from one. */
export function trailAt(href: string): TrailPlace | null {
  const trail = read<Trail>(trailKey);
  const at = trail?.hrefs.indexOf(href) ?? -1;
  if (!trail || at < 0) return null;
  return {
    at: at + 1,
    total: trail.total ?? trail.hrefs.length,
    previous: trail.hrefs[at - 1],
    next: trail.hrefs[at + 1],
    list: trail.list,
  };
}

/** Keys of the columns that this person shows in a list, on this device: the next one at it has their own. */
export function useColumns(name: string, usual: readonly string[]): [readonly string[], (keys: readonly string[] | null) => void] {
  const remembered = `tongchuang.columns.${useSession().personId}.${name}`;
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const kept = localStorage.getItem(remembered);
    return kept ? JSON.parse(kept) : usual;
  });
  const choose = (keys: readonly string[] | null) => {
    if (keys) localStorage.setItem(remembered, JSON.stringify(keys));
    else localStorage.removeItem(remembered);
    setChosen(keys ?? usual);
  };
  return [chosen, choose];
}

/** What a person opened and saw lately, and who they are in the field, is kept on this device for them alone: it goes when they sign out. */
export const ownKeys = {
  owner: 'tongchuang.owner',
  pages: 'tongchuang.recent',
  notices: 'tongchuang.looked',
  field: 'tongchuang.field.person',
} as const;

export function forgetOwn(): void {
  for (const key of Object.values(ownKeys)) localStorage.removeItem(key);
  sessionStorage.clear();
}

/** Sessions end without anybody signing out: what the one before left goes before the next one sees anything. */
export function takeOver(personId: string): void {
  const owner = localStorage.getItem(ownKeys.owner);
  if (owner === personId) return;
  if (owner !== null) forgetOwn();
  localStorage.setItem(ownKeys.owner, personId);
}
