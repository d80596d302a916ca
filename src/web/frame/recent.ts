import { ownKeys } from '../../ui/memory.ts';

const key = ownKeys.pages;

/** Pages opened lately on this device, newest first; offered by Ctrl-K before anything is typed. */
export function recent(): readonly string[] {
  return JSON.parse(localStorage.getItem(key) ?? '[]');
}

export function noteOpened(path: string): void {
  localStorage.setItem(key, JSON.stringify([path, ...recent().filter((each) => each !== path)].slice(0, 6)));
}
