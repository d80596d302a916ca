import { type Gallery, openGallery } from './gallery.ts';
import { fetchPage, fill, make, maybe, part, sentences } from './page.ts';
import { PlaceStep } from './place.ts';
import { newKey, type Outcome, post } from './send.ts';
import { get, type Kept, put, remove } from './store.ts';
import { watchOutbox } from './waiting.ts';
import { proofFor } from './work.ts';

/** What belongs to one showing of the form, not to what was filled in. */
const NOT_KEPT = new Set(['ticket', 'work', 'photo', 'answer']);

/** The report form with scripts: nothing here is needed to send, everything makes it quicker. */
class ReportForm {
  readonly #form: HTMLFormElement;
  readonly #say: ReturnType<typeof sentences>;
  readonly #gallery: Gallery;
  readonly #place: PlaceStep;
  readonly #proof: Promise<string>;
  #asked = '';
  #saving = 0;
  /** Older browsers tell neither the event nor the form's data which button was pressed. */
  #pressed: HTMLButtonElement | null = null;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#say = sentences(form);
    this.#place = new PlaceStep(part('#place', HTMLFieldSetElement, form), this.#say, () => this.#changed());
    this.#gallery = openGallery(part('#photos', HTMLFieldSetElement, form), {
      say: this.#say,
      changed: () => {
        this.#changed();
        this.#place.locateOnce();
      },
      foundPlace: (place) => this.#place.byPhoto(place),
    });
    this.#proof = proofFor(this.#value('ticket'));
    form.addEventListener('input', () => this.#changed());
    form.addEventListener('click', ({ target, detail }) => {
      const button = target instanceof Element ? target.closest('button[type=submit]') : null;
      // Enter in a field "presses" the form's first button, which may be the neighbours' "yes"; a finger or the button's own key means it.
      this.#pressed = button instanceof HTMLButtonElement && (detail > 0 || document.activeElement === button) ? button : null;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const offer = maybe('#near button', HTMLButtonElement, form);
      if (offer && this.#pressed === null) offer.focus();
      else void this.#send(this.#pressed);
      this.#pressed = null;
    });
    void this.#restore();
  }

  #value(name: string): string {
    const value = new FormData(this.#form).get(name);
    return typeof value === 'string' ? value : '';
  }

  /** Asks what the chosen kind asks; the questions wait in the page, so no network is needed. */
  #ask(): void {
    const place = part('#asks', HTMLElement, this.#form);
    const kind = this.#value('kind');
    if (place.dataset.kind === kind) return;
    place.dataset.kind = kind;
    const waiting = maybe(`template[data-asks="${CSS.escape(kind)}"]`, HTMLTemplateElement, this.#form);
    fill(place, ...(waiting ? [document.importNode(waiting.content, true)] : []));
  }

  #changed(): void {
    this.#ask();
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void put('draft', 'report', this.#kept()), 400);
    void this.#lookAround();
  }

  #kept(): Kept {
    const fields: [string, string][] = [];
    for (const [name, value] of new FormData(this.#form))
      if (typeof value === 'string' && value !== '' && !NOT_KEPT.has(name)) fields.push([name, value]);
    const kind = this.#form.querySelector('input[name=kind]:checked + label')?.textContent ?? '';
    const found = maybe('#found:not([hidden]) #found-name', HTMLElement, this.#form)?.textContent;
    const title = [kind, found || this.#value('place')].filter(Boolean).join(this.#say('comma'));
    return { key: this.#value('ticket').split('.')[0] ?? '', at: Date.now(), fields, photos: this.#gallery.photos(), title };
  }

  /** Fills in what was not sent last time; a form that the server filled keeps the server's. */
  async #restore(): Promise<void> {
    const kept = await get<Kept>('draft', 'report');
    if (!kept || this.#form.dataset.filled === 'yes' || (kept.fields.length === 0 && kept.photos.length === 0)) return;
    for (const [name, value] of kept.fields) {
      for (const field of this.#form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'radio') field.checked = field.value === value;
        else if (field.type === 'checkbox') field.checked ||= field.value === value;
        else if (field.type !== 'file' && name !== 'kept' && name !== 'same') field.value = value;
      }
      if (name === 'kind') this.#ask();
    }
    this.#gallery.restore(kept.photos);
    const note = make('div', 'note');
    const clear = make('button', 'btn', this.#say('clear'));
    clear.type = 'button';
    clear.addEventListener('click', () => {
      clearTimeout(this.#saving);
      // Not a reload: browsers fill a reloaded form again.
      void remove('draft', 'report').then(() => location.assign('/report'));
    });
    note.setAttribute('role', 'status');
    note.append(make('p', '', this.#say('restored')), clear);
    this.#form.before(note);
    void this.#lookAround();
  }

  /** Offers what neighbours reported, as soon as place and kind are known. */
  async #lookAround(): Promise<void> {
    const category = this.#value('kind');
    if (!category || !this.#place.known || this.#value('same')) return;
    const query = new URLSearchParams({ category });
    const position = this.#place.position;
    if (position) for (const [name, value] of Object.entries({ lng: position.lng, lat: position.lat })) query.set(name, value.toFixed(6));
    else {
      query.set('area', this.#place.areaId);
      query.set('place', this.#value('place'));
    }
    const asked = query.toString();
    if (asked === this.#asked) return;
    this.#asked = asked;
    const answer = await fetchPage(`/report/neighbours?${asked}`).catch(() => null);
    if (asked !== this.#asked) return;
    const near = answer?.response.ok ? answer.page.getElementById('near') : null;
    this.#offer(near ? document.importNode(near, true) : null);
  }

  #offer(near: HTMLElement | null): void {
    this.#form.querySelector('#near')?.remove();
    // The kind's questions wait as well: with "yes" none of them is to be answered.
    const waiting = [part('#asks', HTMLElement, this.#form), part('#rest', HTMLElement, this.#form)];
    const wait = (does: boolean) => {
      for (const one of waiting) one.hidden = does;
    };
    wait(near !== null);
    if (!near) return;
    part('#rest', HTMLElement, this.#form).before(near);
    near.querySelector('button[value=no]')?.addEventListener('click', (event) => {
      event.preventDefault();
      const answered = Object.assign(make('input', ''), { type: 'hidden', name: 'same', value: 'no' });
      near.replaceWith(answered);
      wait(false);
      part('#asks input:not([type=hidden]), #asks select, #asks textarea, #words', HTMLElement, this.#form).focus();
    });
  }

  async #send(pressed: HTMLButtonElement | null): Promise<void> {
    const button = part('#send', HTMLButtonElement, this.#form);
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    const before = this.#status(this.#say('sending'));
    await this.#gallery.settled();
    const faults = pressed?.name === 'same' ? [] : this.#faults();
    if (faults.length > 0) {
      button.removeAttribute('aria-disabled');
      this.#status(before);
      return this.#showFaults(faults);
    }
    const body = new FormData(this.#form);
    if (pressed?.name) body.set(pressed.name, pressed.value);
    body.delete('photo');
    for (const [index, photo] of this.#gallery.photos().entries()) body.append('photo', photo, `photo-${index + 1}.jpg`);
    const tried = navigator.onLine;
    if (tried) body.set('work', await this.#proof);
    const outcome: Outcome = tried ? await post(body) : { kind: 'later' };
    button.removeAttribute('aria-disabled');
    if (outcome.kind === 'later') return this.#keepForLater(tried);
    if (outcome.kind === 'arrived') {
      clearTimeout(this.#saving);
      await remove('draft', 'report');
      history.replaceState(null, '', outcome.address);
    }
    show(outcome.page);
    return undefined;
  }

  async #keepForLater(tried: boolean): Promise<void> {
    clearTimeout(this.#saving);
    // What was tried may have arrived and keeps its key. A form that was opened without a network is an old copy: its key may be used.
    const kept = tried ? this.#kept() : { ...this.#kept(), key: newKey() };
    const stored = await put('outbox', kept.key, kept);
    if (!stored) {
      this.#status(this.#say('notSent'));
      return undefined;
    }
    await remove('draft', 'report');
    const note = make('div', 'note warn');
    note.id = 'kept-note';
    note.tabIndex = -1;
    note.append(
      make('h1', '', this.#say('keptTitle')),
      make('p', '', this.#say('keptNext')),
      Object.assign(make('a', 'btn', this.#say('another')), { href: '/report' }),
    );
    const outbox = document.getElementById('outbox');
    fill(part('main', HTMLElement), note, ...(outbox ? [outbox] : []));
    note.focus();
    return undefined;
  }

  /** The same checks as the server's, before anything is uploaded. */
  #faults(): readonly { readonly step: string; readonly key: string }[] {
    const photos = this.#gallery.photos().length + this.#form.querySelectorAll('input[name=kept]').length;
    return [
      ...(this.#place.known ? [] : [{ step: 'place', key: 'faultPlace' }]),
      ...(this.#value('kind') ? [] : [{ step: 'kind', key: 'faultKind' }]),
      ...(this.#unanswered() ? [{ step: 'kind', key: 'faultAttributes' }] : []),
      ...(photos > 0 || this.#value('words').trim() ? [] : [{ step: 'say', key: 'faultSay' }]),
    ];
  }

  #unanswered(): boolean {
    const answers = new FormData(this.#form);
    const needed = [...this.#form.querySelectorAll<HTMLElement>('#asks [data-needed]')];
    return needed.some(({ dataset }) => !answers.getAll(dataset.needed ?? '').some((answer) => answer !== ''));
  }

  #showFaults(faults: readonly { readonly step: string; readonly key: string }[]): void {
    document.getElementById('faults')?.remove();
    document.getElementById('danger')?.remove();
    for (const step of this.#form.querySelectorAll('.faulty')) step.classList.remove('faulty');
    for (const message of this.#form.querySelectorAll('.step > .msg')) message.remove();
    const note = make('div', 'note warn');
    Object.assign(note, { id: 'faults', tabIndex: -1 });
    note.setAttribute('role', 'alert');
    const head = make('h2');
    head.append(this.#sign(), ` ${this.#say('faults', { n: faults.length })}`);
    note.append(head);
    for (const { step, key } of faults) {
      const line = make('p');
      line.append(Object.assign(make('a', '', this.#say(key)), { href: `#${step}` }));
      note.append(line);
      this.#showFault(step, this.#say(`${key}Here`));
    }
    note.append(make('p', '', this.#say('stillHere')));
    this.#form.before(note);
    note.focus();
  }

  /** What is missing, at its step. */
  #showFault(id: string, words: string): void {
    const step = part(`#${id}`, HTMLFieldSetElement, this.#form);
    const message = make('p', 'msg');
    message.id = `${id}-fault`;
    message.append(this.#sign(), ` ${words}`);
    step.classList.add('faulty');
    step.setAttribute('aria-describedby', message.id);
    part('legend', HTMLLegendElement, step).after(message);
  }

  /** The warning sign, as the page drew it. */
  #sign(): Node {
    return part('#sign', HTMLTemplateElement).content.cloneNode(true);
  }

  /** Says how far it is; gives back what stood there. */
  #status(words: string): string {
    const place = part('#send-status', HTMLElement, this.#form);
    const before = place.textContent ?? '';
    place.textContent = words;
    return before;
  }
}

/** From the second visit on the form opens without a network too. */
function keepForm(): void {
  void navigator.serviceWorker?.register('/report-worker.js', { scope: '/report' }).catch(() => undefined);
}

/** Shows the page that the server answered in place of the form. */
function show(page: Document): void {
  const main = page.querySelector('main');
  if (!main) return location.reload();
  document.title = page.title;
  const shown = document.importNode(main, true);
  part('main', HTMLElement).replaceWith(shown);
  const head = shown.querySelector<HTMLElement>('#faults, h1');
  head?.setAttribute('tabindex', '-1');
  head?.focus();
  scrollTo(0, 0);
  start();
  return undefined;
}

function start(): void {
  const form = maybe('#report', HTMLFormElement);
  if (form) new ReportForm(form);
  watchOutbox();
}

start();
keepForm();
