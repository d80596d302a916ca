/** What every module of a page does: find its parts and say the page's words. Texts come from the server, in the page. */

/** @throws Error when the page lacks a part that the server always draws */
export function part<T extends Element>(selector: string, kind: new () => T, within: ParentNode = document): T {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

export function maybe<T extends Element>(selector: string, kind: new () => T, within: ParentNode = document): T | null {
  const found = within.querySelector(selector);
  return found instanceof kind ? found : null;
}

/** The page's own sentences, `data-texts` of the element; `{n}` is filled. */
export function sentences(element: HTMLElement): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  const told: unknown = JSON.parse(element.dataset.texts ?? '{}');
  const texts = new Map(Object.entries(told ?? {}));
  return (key, values = {}) =>
    String(texts.get(key) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** An element with text; nothing is ever put into the page as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Puts these in the place of what an element holds; `replaceChildren` is younger than many phones. */
export function fill(element: Element, ...children: readonly Node[]): void {
  element.textContent = '';
  element.append(...children);
}

/** A page of ours, asked for in the background. */
export async function fetchPage(url: string, init: RequestInit = {}): Promise<{ response: Response; page: Document }> {
  const response = await fetch(url, { credentials: 'same-origin', ...init, headers: { accept: 'text/html' } });
  return { response, page: new DOMParser().parseFromString(await response.text(), 'text/html') };
}
