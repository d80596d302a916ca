import { useEffect, useRef, useSyncExternalStore } from 'react';

/** One key of a page. Those with words stand in the bar at the foot. */
export interface KeyAct {
  /** `j`, `Enter`, `Escape`, `ArrowLeft`, `1`, `Ctrl+k`; letters in lower case. */
  readonly key: string;
  /** How the bar shows it, where several keys share one word: `1–9`. */
  readonly shown?: string;
  /** What it does, for the bar; without it the key works but is not shown (its button shows it). */
  readonly words?: string;
  /** Without it the key is only named in the bar. */
  readonly run?: () => void;
  readonly off?: boolean;
}

interface Holder {
  readonly layer: number;
  readonly acts: () => readonly KeyAct[];
}

const holders = new Set<Holder>();
const listeners = new Set<() => void>();
let shown: readonly KeyAct[] = [];
const remembered = 'tongchuang.keys';
let letters = localStorage.getItem(remembered) !== 'off';

function tell(): void {
  const top = Math.max(0, ...[...holders].map((holder) => holder.layer));
  const named = [...holders]
    .filter((holder) => holder.layer === top)
    .flatMap((holder) => holder.acts().filter((act) => act.words && !act.off));
  // The page's own keys first, those of the frame last.
  shown = named.toSorted((a, b) => Number(a.key.startsWith('Ctrl+')) - Number(b.key.startsWith('Ctrl+')));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The keys that work now, for the bar. */
export const useShownKeys = (): readonly KeyAct[] => useSyncExternalStore(subscribe, () => shown);
/** WCAG 2.1.4: single letters can be switched off; Ctrl combinations, arrows and Enter stay. */
export const useLetters = (): boolean => useSyncExternalStore(subscribe, () => letters);

export function switchLetters(on: boolean): void {
  letters = on;
  localStorage.setItem(remembered, on ? 'on' : 'off');
  tell();
}

/**
 * Keys of a page or a part of it, alive while it is shown; never while somebody types. A dialog takes layer 1,
 * so that the page below it keeps still.
 */
export function useKeys(acts: readonly KeyAct[], options: { readonly layer?: number; readonly off?: boolean } = {}): void {
  const now = useRef(acts);
  useEffect(() => {
    now.current = acts;
  });
  const { layer = 0, off = false } = options;
  useEffect(() => {
    if (off) return undefined;
    const holder: Holder = { layer, acts: () => now.current };
    holders.add(holder);
    tell();
    return () => {
      holders.delete(holder);
      tell();
    };
  }, [layer, off]);
  const words = acts.map((act) => `${act.key}${act.words ?? ''}${act.off ? '-' : ''}`).join('|');
  useEffect(tell, [words]);
}

/** Keeps the page's keys still while something lies over it. */
export const useStill = (over: boolean): void => useKeys([], { layer: 1, off: !over });

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key;
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable ||
    target.closest('[role=combobox],[role=listbox],[role=menu],[role=tree]') !== null
  );
}

function handledByItself(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target.closest('a,button,summary,input,[role=button],[role=tab],[role=switch]') !== null
  );
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const name = nameOf(event);
  const plain = !name.startsWith('Ctrl+');
  if (plain && (typing(event.target) ? name !== 'Escape' : handledByItself(event))) return;
  if (plain && event.key.length === 1 && !letters) return;
  const top = Math.max(0, ...[...holders].map((holder) => holder.layer));
  const inForce = [...holders].filter((holder) => holder.layer === top).reverse();
  const act = inForce.flatMap((holder) => holder.acts()).find((each) => each.key === name && each.run && !each.off);
  if (!act?.run) return;
  event.preventDefault();
  act.run();
}

document.addEventListener('keydown', onKey);
