import type { LightMyRequestResponse } from 'fastify';

/** A phone without scripts, for tests: reads a form as it stands in the page, fills it, sends it, keeps its cookies. */

export interface Sender {
  inject(request: {
    readonly method?: 'GET' | 'POST';
    readonly url: string;
    readonly payload?: Buffer | string;
    readonly headers?: Record<string, string>;
  }): Promise<LightMyRequestResponse>;
}

interface ChosenFile {
  readonly file: Uint8Array;
  readonly name: string;
}
export type Filling = Readonly<Record<string, string | readonly string[] | ChosenFile | readonly ChosenFile[]>>;

export interface Shown {
  readonly status: number;
  readonly html: string;
  /** The page's words, one space between them. */
  readonly text: string;
  readonly location: string | undefined;
  readonly headers: LightMyRequestResponse['headers'];
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" };
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity);
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

/** What waits in a template is not part of the page. */
const shownOf = (html: string) => html.replace(/<template[\s\S]*?<\/template>/g, '');

/** The form of this id or the first one, with the values that a browser would send unasked. */
export function formIn(
  html: string,
  id?: string,
): { readonly action: string; readonly multipart: boolean; readonly values: ReadonlyMap<string, string[]> } {
  const forms = [...shownOf(html).matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)];
  const form = forms.find(([, head = '']) => id === undefined || attribute(head, 'id') === id);
  if (!form) throw new Error(`no form ${id ?? ''} in the page`);
  const [, head = '', body = ''] = form;
  const values = new Map<string, string[]>();
  const add = (name: string | undefined, value: string) => name && values.set(name, [...(values.get(name) ?? []), value]);
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if (type === 'file' || ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag))) continue;
    add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [, area = '', words = ''] of body.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g))
    add(attribute(area, 'name'), plain(words));
  for (const [, select = '', options = ''] of body.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option([^>]*selected[^>]*)>/.exec(options)?.[1] ?? /<option([^>]*)>/.exec(options)?.[1] ?? '';
    add(attribute(select, 'name'), attribute(chosen, 'value') ?? '');
  }
  return {
    action: attribute(head, 'action') ?? '',
    multipart: attribute(head, 'encType') === 'multipart/form-data' || attribute(head, 'enctype') === 'multipart/form-data',
    values,
  };
}

function multipart(
  values: ReadonlyMap<string, readonly string[]>,
  files: readonly (readonly [string, ChosenFile])[],
): { body: Buffer; type: string } {
  const boundary = '----test-boundary-7d4a';
  const parts: Buffer[] = [];
  for (const [name, list] of values)
    for (const value of list)
      parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  for (const [name, { file, name: fileName }] of files) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      Buffer.from(file),
      Buffer.from('\r\n'),
    );
  }
  return { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` };
}

export class Phone {
  readonly #sender: Sender;
  readonly #cookies = new Map<string, string>();
  readonly #headers: Record<string, string>;

  constructor(sender: Sender, headers: Record<string, string> = {}) {
    this.#sender = sender;
    this.#headers = { accept: 'text/html', 'accept-language': 'zh-CN', ...headers };
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  async get(url: string): Promise<Shown> {
    return this.#request({ method: 'GET', url });
  }

  /** Follows redirects as a browser does. */
  async open(url: string): Promise<Shown> {
    const shown = await this.get(url);
    return shown.location ? this.open(shown.location) : shown;
  }

  /** Sends the page's form with these fields filled in; a list replaces what the form had. */
  async send(page: Shown, filling: Filling, id?: string): Promise<Shown> {
    const form = formIn(page.html, id);
    const values = new Map(form.values);
    const files: [string, ChosenFile][] = [];
    for (const [name, value] of Object.entries(filling)) {
      const list: readonly (string | ChosenFile)[] = typeof value === 'string' || 'file' in value ? [value] : value;
      const chosen = list.filter((one) => typeof one !== 'string');
      if (chosen.length > 0) files.push(...chosen.map((one): [string, ChosenFile] => [name, one]));
      else
        values.set(
          name,
          list.filter((one) => typeof one === 'string'),
        );
    }
    if (form.multipart) {
      const { body, type } = multipart(values, files);
      return this.#request({ method: 'POST', url: form.action, payload: body, headers: { 'content-type': type } });
    }
    const body = new URLSearchParams([...values].flatMap(([name, list]) => list.map((value): [string, string] => [name, value])));
    return this.#request({
      method: 'POST',
      url: form.action,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  async #request(request: Parameters<Sender['inject']>[0]): Promise<Shown> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#sender.inject({
      ...request,
      headers: { ...this.#headers, ...request.headers, ...(cookie ? { cookie } : {}) },
    });
    for (const { name, value } of response.cookies as { name: string; value: string }[]) this.#cookies.set(name, encodeURIComponent(value));
    const html = response.body;
    const text = plain(
      shownOf(html)
        .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, ' '),
    ).replace(/\s+/g, ' ');
    return { status: response.statusCode, html, text, location: response.headers.location?.toString(), headers: response.headers };
  }
}
