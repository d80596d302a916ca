import { maybe, part } from './page.ts';
import type { Position } from './position.ts';

type Found = 'foundHere' | 'foundPhoto' | 'foundMap';
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

interface AreaAt {
  readonly path: readonly { readonly id: string; readonly kind: string; readonly name: string }[];
}

/** The part of the form that says where: found by the phone, corrected by list, words or map. */
export class PlaceStep {
  readonly #step: HTMLElement;
  readonly #say: Say;
  readonly #changed: () => void;
  readonly #area: HTMLSelectElement;
  #asked = false;

  constructor(step: HTMLElement, say: Say, changed: () => void) {
    this.#step = step;
    this.#say = say;
    this.#changed = changed;
    this.#area = part('select[name=area]', HTMLSelectElement, step);
    this.#area.addEventListener('change', () => this.#byList());
    const locate = part('#locate', HTMLButtonElement, step);
    locate.hidden = !('geolocation' in navigator);
    locate.classList.remove('scripted');
    locate.addEventListener('click', () => this.locate());
    const map = part('#open-map', HTMLButtonElement, step);
    map.classList.remove('scripted');
    map.addEventListener('click', () => void this.#openMap(map));
    if (this.position) void this.#show(this.position, 'foundHere');
    else void this.#locateIfAllowed();
  }

  get position(): Position | null {
    const [lng, lat] = [this.#hidden('lng').value, this.#hidden('lat').value];
    return lng && lat ? { lng: Number(lng), lat: Number(lat) } : null;
  }

  get known(): boolean {
    return this.position !== null || this.#area.value !== '';
  }

  get areaId(): string {
    return this.#area.value;
  }

  /** Asks for the position once, at a moment when it is plain why: after a photo, or by the button. */
  locateOnce(): void {
    if (!this.#asked && !this.known) this.locate();
  }

  locate(): void {
    this.#asked = true;
    this.#status('locating');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        void this.#found({ lng: coords.longitude, lat: coords.latitude, accuracy: Math.max(1, Math.round(coords.accuracy)) }, 'foundHere'),
      () => this.#status('notLocated'),
      { enableHighAccuracy: true, timeout: 12_000, maximumAge: 60_000 },
    );
  }

  /** A photo from the album says where it was taken. */
  byPhoto(position: Position): void {
    void this.#found(position, 'foundPhoto');
  }

  async #locateIfAllowed(): Promise<void> {
    const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null);
    if (permission?.state === 'granted') this.locateOnce();
  }

  #byList(): void {
    this.#set(null);
    this.#found$(false);
    this.#changed();
  }

  async #found(position: Position, how: Found): Promise<void> {
    await this.#show(position, how);
    this.#changed();
  }

  /** Names the areas around a position; without a network the position alone is kept. */
  async #show(position: Position, how: Found): Promise<void> {
    const round = (value: number) => value.toFixed(6);
    const answer = await fetch(`/api/v1/areas/at?lng=${round(position.lng)}&lat=${round(position.lat)}`).catch(() => null);
    const path = answer?.ok ? ((await answer.json()) as AreaAt).path : null;
    if (path?.length === 0) return this.#outside(how);
    // A photo's place that nobody could check does not push aside one that is known.
    if (path === null && how === 'foundPhoto' && this.known) return undefined;
    this.#set(position);
    const community = path?.find(({ kind }) => kind === 'community');
    if (community && [...this.#area.options].some(({ value }) => value === community.id)) this.#area.value = community.id;
    const names = (path ?? []).filter(({ kind }) => kind === 'community' || kind === 'compound').map(({ name }) => name);
    this.#name(names.join(' ') || path?.[path.length - 1]?.name || this.#say('pointKept'), position, how);
    return undefined;
  }

  /** A photo from elsewhere says nothing about this place. */
  #outside(how: Found): void {
    if (how === 'foundPhoto') return;
    this.#set(null);
    this.#found$(false);
    this.#status('outside');
  }

  #name(name: string, position: Position, how: Found): void {
    part('#found-name', HTMLElement, this.#step).textContent = name;
    const accuracy = position.accuracy === undefined ? '' : this.#say('accuracy', { n: position.accuracy });
    part('#found-how', HTMLElement, this.#step).textContent = this.#say(how) + accuracy;
    this.#found$(true);
    this.#status(null);
  }

  /** Shows what was found and folds the rest, or the other way round. */
  #found$(found: boolean): void {
    part('#found', HTMLElement, this.#step).hidden = !found;
    const edit = part('#place-edit', HTMLDetailsElement, this.#step);
    edit.open = !found;
    part('#place-edit-words', HTMLElement, this.#step).textContent = this.#say(found ? 'notThere' : 'choosePlace');
    part('#locate', HTMLButtonElement, this.#step).hidden = found || !('geolocation' in navigator);
  }

  #status(key: string | null): void {
    const line = part('#place-status', HTMLElement, this.#step);
    line.textContent = key ? this.#say(key) : '';
    line.hidden = key === null;
  }

  #set(position: Position | null): void {
    this.#hidden('lng').value = position ? String(position.lng) : '';
    this.#hidden('lat').value = position ? String(position.lat) : '';
  }

  #hidden(name: string): HTMLInputElement {
    return part(`input[name=${name}]`, HTMLInputElement, this.#step);
  }

  /** The map is a module of its own, loaded by who wants it. */
  async #openMap(button: HTMLButtonElement): Promise<void> {
    const { openMap } = await import('./map.ts');
    button.hidden = true;
    const holder = part('#place-map', HTMLElement, this.#step);
    await openMap(holder, { start: this.position, areaId: this.areaId, chose: (position) => void this.#found(position, 'foundMap') });
    maybe('svg', SVGSVGElement, holder)?.scrollIntoView({ block: 'center' });
  }
}
