import { contact as contactShape, type Contact } from '../../cases/schema/inputs.ts';
import type { AttributeDefinition } from '../../cases/schema/settings.ts';
import type { Refusal } from '../../kernel/problem.ts';
import { both } from '../../kernel/problem.ts';
import { LONGEST_DESCRIPTION, MOST_MEDIA, open311Problems as refusals } from '../schema.ts';
import { allOf, oneOf, type Parameters } from './parameters.ts';
import { parseMoment } from './times.ts';

/** A parsed value, or everything that is wrong with what was sent. */
export type Parsed<T> = { readonly ok: T; readonly faults?: undefined } | { readonly faults: readonly Refusal[] };

export interface Position {
  readonly lng: number;
  readonly lat: number;
}

/** A service request as it was sent, checked. */
export interface Report {
  readonly position: Position | null;
  readonly addressString: string | null;
  readonly addressId: string | null;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  readonly description: string;
  readonly contact: Contact | null;
  /** Links to media elsewhere. They are kept as text; this server never opens them. */
  readonly mediaUrls: readonly string[];
  readonly accountId: string | null;
}

const LONGEST_ADDRESS = 200;

/** Reads a report for a service with these attributes; `pictures` are the files that came with it. */
export function parseReport(parameters: Parameters, attributes: readonly AttributeDefinition[], pictures: number): Parsed<Report> {
  const faults: Refusal[] = [];
  const keep = <T>(part: Parsed<T>, without: T): T => {
    if (part.faults === undefined) return part.ok;
    faults.push(...part.faults);
    return without;
  };
  const report: Report = {
    position: keep(positionIn(parameters), null),
    addressString: keep(textIn(parameters, 'address_string', LONGEST_ADDRESS), null),
    addressId: keep(textIn(parameters, 'address_id', LONGEST_ADDRESS), null),
    attributes: keep(attributesIn(parameters, attributes), {}),
    description: keep(descriptionIn(parameters), ''),
    contact: keep(contactIn(parameters), null),
    mediaUrls: keep(mediaUrlsIn(parameters, pictures), []),
    accountId: oneOf(parameters, 'account_id'),
  };
  const somewhere = ['lat', 'long', 'address_string', 'address_id'].some((name) => oneOf(parameters, name) !== null);
  if (!somewhere) faults.push({ refused: refusals['open311.placeMissing'] });
  return faults.length > 0 ? { faults } : { ok: report };
}

const number = /^[+-]?\d{1,3}(\.\d{1,20})?$/;

function positionIn(parameters: Parameters): Parsed<Position | null> {
  const [lat, lng] = [oneOf(parameters, 'lat'), oneOf(parameters, 'long')];
  if (lat === null && lng === null) return { ok: null };
  if (lat === null || lng === null) return { faults: [{ refused: refusals['open311.positionHalf'] }] };
  const bad = (field: string, value: string): Refusal => ({
    refused: refusals['open311.positionBad'],
    detail: { field, value: value.slice(0, 40) },
  });
  const within = (value: string, limit: number) => number.test(value) && Math.abs(Number(value)) <= limit;
  const faults = [...(within(lat, 90) ? [] : [bad('lat', lat)]), ...(within(lng, 180) ? [] : [bad('long', lng)])];
  return faults.length > 0 ? { faults } : { ok: { lng: Number(lng), lat: Number(lat) } };
}

/** Characters as people count them, not UTF-16 units: a rare Chinese character is one. */
const lengthOf = (text: string): number => Array.from(text).length;

function textIn(parameters: Parameters, field: string, limit: number): Parsed<string | null> {
  const text = oneOf(parameters, field);
  const count = text === null ? 0 : lengthOf(text);
  return count > limit ? { faults: [{ refused: refusals['open311.textTooLong'], detail: { field, count, limit } }] } : { ok: text };
}

function descriptionIn(parameters: Parameters): Parsed<string> {
  const text = textIn(parameters, 'description', LONGEST_DESCRIPTION);
  return text.faults ? text : { ok: (text.ok ?? '').replaceAll('\r\n', '\n') };
}

/** Who sent it, to call back. Empty parts are nobody. */
function contactIn(parameters: Parameters): Parsed<Contact | null> {
  const [last, first] = [oneOf(parameters, 'last_name') ?? '', oneOf(parameters, 'first_name') ?? ''];
  const name = /\p{Script=Han}/u.test(last + first) ? last + first : `${first} ${last}`.trim();
  const sent = { name: name || undefined, phone: oneOf(parameters, 'phone') ?? undefined, email: oneOf(parameters, 'email') ?? undefined };
  if (!sent.name && !sent.phone && !sent.email) return { ok: null };
  const parsed = contactShape.safeParse(sent);
  if (parsed.success) return { ok: parsed.data };
  const fields = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return {
    faults: [...fields].map((field) => ({
      refused: refusals['open311.contactBad'],
      detail: { field: field === 'name' ? 'last_name' : field },
    })),
  };
}

/** Links that came as `media_url`, repeated or as `media_url[]`. */
export function mediaUrlsIn(parameters: Parameters, pictures: number): Parsed<readonly string[]> {
  const urls = [...new Set([...allOf(parameters, 'media_url'), ...allOf(parameters, 'media_url[]')])];
  if (urls.length + pictures > MOST_MEDIA)
    return { faults: [{ refused: refusals['open311.tooManyMedia'], detail: { limit: MOST_MEDIA } }] };
  return urls.every(isWebAddress) ? { ok: urls } : { faults: [{ refused: refusals['open311.mediaUrlBad'] }] };
}

function isWebAddress(text: string): boolean {
  if (text.length > 2000 || /\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** `attribute[code]`, `attribute[code][]` and `attribute[code][0]`, each possibly repeated. */
export function attributeValues(parameters: Parameters): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of Object.keys(parameters)) {
    const code = /^attribute\[([^[\]]{1,60})\](?:\[\d*\])?$/.exec(name)?.[1];
    if (code) found.set(code, [...(found.get(code) ?? []), ...allOf(parameters, name)]);
  }
  return found;
}

/** What the definition does not ask is refused: nothing that somebody sent is dropped without a word. */
function attributesIn(parameters: Parameters, definitions: readonly AttributeDefinition[]): Parsed<Report['attributes']> {
  const sent = attributeValues(parameters);
  const faults: Refusal[] = [];
  const attributes: Record<string, string | readonly string[]> = {};
  for (const definition of definitions) {
    const values = sent.get(definition.code) ?? [];
    const fault = attributeFault(definition, values);
    if (fault) faults.push(fault);
    else if (values.length > 0)
      attributes[definition.code] = definition.type === 'multivaluelist' ? [...new Set(values)] : (values[0] ?? '');
  }
  const asked = new Set(definitions.map(({ code }) => code));
  const service = oneOf(parameters, 'service_code') ?? '';
  for (const [code, values] of sent)
    if (!asked.has(code) && values.length > 0) faults.push({ refused: refusals['open311.attributeUnknown'], detail: { code, service } });
  return faults.length > 0 ? { faults } : { ok: attributes };
}

const LONGEST_ATTRIBUTE = 2000;

function attributeFault(definition: AttributeDefinition, values: readonly string[]): Refusal | null {
  const detail = { code: definition.code, name: both(definition.name.zh, definition.name.en) };
  if (values.length === 0) return definition.required ? { refused: refusals['open311.attributeMissing'], detail } : null;
  if (values.length > 1 && definition.type !== 'multivaluelist') return { refused: refusals['open311.attributeOnce'], detail };
  if (definition.type === 'singlevaluelist' || definition.type === 'multivaluelist') {
    const keys = definition.values.map((value) => value.key);
    const unlisted = values.find((value) => !keys.includes(value));
    return unlisted === undefined
      ? null
      : { refused: refusals['open311.attributeUnlisted'], detail: { ...detail, value: unlisted.slice(0, 60) } };
  }
  const [value = ''] = values;
  if (lengthOf(value) > LONGEST_ATTRIBUTE)
    return {
      refused: refusals['open311.textTooLong'],
      detail: { field: `attribute[${definition.code}]`, count: lengthOf(value), limit: LONGEST_ATTRIBUTE },
    };
  const fits =
    definition.type === 'number'
      ? /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(value)
      : definition.type === 'datetime'
        ? parseMoment(value) !== null
        : true;
  return fits ? null : { refused: refusals['open311.attributeType'], detail: { ...detail, type: definition.type } };
}
