import type { OpenCase, OpenCaseLine } from '../../cases/schema/open-case.ts';
import type { AttributeDefinition } from '../../cases/schema/settings.ts';
import { acts, caseStates, outcomes } from '../../cases/schema/words.ts';
import { inBoth, type Refusal } from '../../kernel/problem.ts';
import { fill, type Bilingual, type Locale } from '../../kernel/text.ts';
import { quotas } from '../schema.ts';
import type { Spark } from './xml.ts';
import { momentText } from './times.ts';

/** How our records look in the standard's words. Every function gives the tree of one answer. */

/** When this edge last changed what it answers; discovery tells clients. */
const CHANGESET = new Date('2026-11-23T00:00:00+08:00');
/** Names the standard; clients compare it letter by letter. */
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';

export interface Discovered {
  readonly cityName: string;
  /** Absolute address of the deployment. */
  readonly publicUrl: string;
  readonly locale: Locale;
  readonly now: Date;
}

export function discovery({ cityName, publicUrl, locale, now }: Discovered): Spark {
  const texts = {
    zh: `${cityName}创文办。公众页面：${publicUrl}/`,
    en: `The campaign office of ${cityName}; public pages: ${publicUrl}/`,
  };
  const keys = {
    zh: `读取不用密钥；提交要有密钥，由${cityName}的系统管理员发放。每分钟可读 ${quotas.reads} 次，带密钥 ${quotas.readsWithKey} 次，可提交 ${quotas.writes} 次，超过时答复 429 并说明多久后再试。`,
    en: `Reading needs no key; sending does, and the system administrator of ${cityName} issues it. A minute allows ${quotas.reads} reads, ${quotas.readsWithKey} with a key, and ${quotas.writes} reports; beyond that the answer is 429 and says when to try again.`,
  };
  // A validator refuses changes of the future, and a server's clock may be behind ours.
  const changeset = momentText(now < CHANGESET ? now : CHANGESET);
  const endpoint = {
    specification: SPECIFICATION,
    url: `${publicUrl}/open311/v2/`,
    changeset,
    type: 'production',
    formats: ['text/xml', 'application/json'],
  };
  return { changeset, contact: texts[locale], key_service: keys[locale], endpoints: [endpoint] };
}

/** A category that can be reported. */
export interface Service {
  readonly code: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly className: Bilingual;
  readonly keywords: readonly string[];
  readonly attributes: readonly AttributeDefinition[];
}

export const serviceEntry = (service: Service, locale: Locale): Spark => ({
  service_code: service.code,
  service_name: service.name[locale],
  description: service.description[locale],
  metadata: service.attributes.length > 0,
  type: 'realtime',
  keywords: service.keywords.join(','),
  group: service.className[locale],
});

export const serviceDefinition = (service: Service, locale: Locale): Spark => ({
  service_code: service.code,
  attributes: service.attributes.map((attribute, index) => ({
    variable: true,
    code: attribute.code,
    datatype: attribute.type,
    required: attribute.required,
    datatype_description: attribute.hint?.[locale] ?? null,
    order: index + 1,
    description: attribute.name[locale],
    ...(attribute.values.length > 0 ? { values: attribute.values.map((value) => ({ key: value.key, name: value.name[locale] })) } : {}),
  })),
});

const endStates: ReadonlySet<string> = new Set(['closed', 'declined', 'merged']);
const statusOf = (state: OpenCase['state']): 'open' | 'closed' => (endStates.has(state) ? 'closed' : 'open');

/** Why it stands as it stands, for people. */
export function statusNotes(found: Pick<OpenCase, 'state' | 'outcome' | 'declineReason' | 'longTerm' | 'closingWords'>): Bilingual {
  const state = caseStates[found.state];
  if (found.state === 'closed' && found.outcome) return joined(outcomes[found.outcome], found.closingWords);
  if (found.state === 'declined' && found.declineReason) return joined(state, found.declineReason);
  if (found.state === 'onLongTermList' && found.longTerm) {
    const { reason, expected } = found.longTerm;
    return {
      zh: `${state.zh}：${reason.zh}，预计 ${expected}`,
      en: `${state.en}: ${reason.en}; expected ${expected}`,
    };
  }
  return state;
}

function joined(first: Bilingual, second: Bilingual | string | null): Bilingual {
  if (second === null || second === '') return first;
  const more = typeof second === 'string' ? { zh: second, en: second } : second;
  return { zh: `${first.zh}：${more.zh}`, en: `${first.en}: ${more.en}` };
}

export interface Shown {
  readonly publicUrl: string;
  readonly locale: Locale;
  /** Adds what the standard does not have. */
  readonly extensions: boolean;
}

/** One service request. What nobody outside may know is not in an `OpenCase`. */
export function requestEntry(found: OpenCase, shown: Shown): Spark {
  const { locale, publicUrl } = shown;
  const photos = found.photos.map(
    (photo) => `${publicUrl}/api/v1/files/${photo.fileId}/published${photo.version ? `?v=${photo.version}` : ''}`,
  );
  const entry: { [name: string]: Spark } = {
    service_request_id: found.id,
    status: statusOf(found.state),
    status_notes: statusNotes(found)[locale],
    service_name: found.category.name[locale],
    service_code: found.category.code,
    description: found.description,
    agency_responsible: found.unitName,
    service_notice: null,
    requested_datetime: momentText(found.reportedAt),
    updated_datetime: momentText(endStates.has(found.state) ? (found.closedAt ?? found.updatedAt) : found.updatedAt),
    expected_datetime: found.dueAt ? momentText(found.dueAt) : null,
    address: addressOf(found),
    address_id: found.areas.at(-1)?.code ?? null,
    zipcode: null,
    lat: found.lat,
    long: found.lng,
    media_url: photos[0] ?? null,
  };
  return shown.extensions ? { ...entry, ...extensionsOf(found, photos, locale) } : entry;
}

/** From the largest area down to the place: `塔湾区枣林街道河滨社区 三号楼东侧`. */
function addressOf(found: Pick<OpenCase, 'areas' | 'place'>): string | null {
  const areas = found.areas.map((area) => area.name).join('');
  // A place without words of its own is named after its areas.
  const place = areas.endsWith(found.place) ? '' : found.place;
  return [areas, place].filter((part) => part !== '').join(' ') || null;
}

function extensionsOf(found: OpenCase, photos: readonly string[], locale: Locale): { [name: string]: Spark } {
  return {
    attributes: found.attributes.map((attribute) => ({
      code: attribute.code,
      name: attribute.name[locale],
      values: attribute.values.map((value) => ({ key: value.key, name: value.name[locale] })),
    })),
    extended_attributes: {
      number: found.number,
      state: found.state,
      state_name: caseStates[found.state][locale],
      outcome: found.outcome,
      photos,
    },
    notes: found.lines.map((line) => ({
      datetime: momentText(line.at),
      summary: acts[line.act][locale],
      description: lineText(line, locale),
    })),
  };
}

const lineText = (line: OpenCaseLine, locale: Locale): string => line.text[locale];

/** One update of a service request, as `servicerequestupdates` lists it. */
export const updateEntry = (line: OpenCaseLine, locale: Locale, publicUrl: string): Spark => ({
  update_id: line.id,
  service_request_id: line.caseId,
  status: statusOf(line.to),
  updated_datetime: momentText(line.at),
  description: lineText(line, locale),
  media_url: line.photoId ? `${publicUrl}/api/v1/files/${line.photoId}/published` : null,
});

/** Refusals as the standard wants them; the code is that of the answer, the description is for people. */
export function errorEntries(refusals: readonly Refusal[], locale: Locale): Spark {
  return refusals.map(({ refused, detail }) => {
    const values = Object.fromEntries(
      Object.entries(detail ?? {}).map(([name, value]) => [name, typeof value === 'string' ? inBoth(value)[locale] : value]),
    );
    return { code: refused.status, description: fill(refused[locale], values) };
  });
}
