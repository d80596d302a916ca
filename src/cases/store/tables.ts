import { sql, type ColumnType, type Generated, type RawBuilder } from 'kysely';
import type { Locale } from '../../kernel/text.ts';
import type { AlertKind } from '../rules/alerts.ts';
import type { ToldKind } from '../rules/told.ts';
import type { ReasonKind } from '../schema/reasons.ts';
import type { Act, CaseState, Channel, ClockName, Limits, Outcome, RequestKind } from '../schema/words.ts';

type Json<T> = ColumnType<T, RawBuilder<T>, RawBuilder<T>>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;
type Text = { readonly zh: string; readonly en: string };

/** A JSON value for an insert: arrays would otherwise become PostgreSQL arrays. */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

export interface TraceLine {
  readonly what: 'place' | 'category' | 'duty' | 'areaDuty' | 'history' | 'ruling' | 'fallback';
  readonly text: Text;
}
export interface LongTerm {
  readonly reason: string;
  readonly note: string;
  readonly public: boolean;
  readonly since: string;
}

export interface CasesTable {
  cityId: number;
  id: string;
  number: string;
  version: WithDefault<number>;
  state: CaseState;
  open: ColumnType<boolean, never, never>;
  outcome: Outcome | null;
  channel: Channel;
  category: string;
  classCode: string;
  title: string;
  words: string;
  attributes: Json<Record<string, string[]>>;
  urgent: boolean;
  lng: number | null;
  lat: number | null;
  cell: number | null;
  place: string;
  areaId: string | null;
  districtId: string | null;
  streetId: string | null;
  communityId: string | null;
  blockId: string | null;
  compoundId: string | null;
  unitId: string | null;
  lastUnitId: string | null;
  assistUnitIds: WithDefault<string[]>;
  supervisedBy: string | null;
  finderIds: WithDefault<string[]>;
  handlerIds: WithDefault<string[]>;
  checkerId: string | null;
  dispatchedBy: string | null;
  dispatchedAt: Date | null;
  ruleId: string | null;
  why: Json<readonly TraceLine[]>;
  policyVersion: number;
  limits: Json<Limits>;
  reportedAt: Date;
  filedAt: Date | null;
  respondedAt: Date | null;
  assignedAt: Date | null;
  acceptedAt: Date | null;
  handledAt: Date | null;
  firstClosedAt: Date | null;
  closedAt: Date | null;
  updatedAt: Date;
  clock: ClockName | null;
  dueAt: Date | null;
  paused: boolean;
  pausedUntil: Date | null;
  lateMinutes: number | null;
  lateFrom: Date | null;
  provisional: boolean;
  handlingDueAt: Date | null;
  handlingOnTime: boolean | null;
  totalDueAt: Date | null;
  resolutionMinutes: number | null;
  returns: WithDefault<number>;
  reworks: WithDefault<number>;
  reopenings: WithDefault<number>;
  requestKind: RequestKind | null;
  questionOpen: WithDefault<boolean>;
  pausedByGrant: WithDefault<boolean>;
  recurrenceOf: string | null;
  recurredBy: string | null;
  declineReason: string | null;
  plan: string | null;
  planUntil: string | null;
  longTerm: Json<LongTerm | null>;
  longTermUnitId: string | null;
  longTermExpected: string | null;
  solved: boolean | null;
  satisfied: number | null;
  ratedAt: Date | null;
  releasedAt: Date | null;
  publicTitle: string | null;
  reporterKnown: WithDefault<boolean>;
  subscribers: WithDefault<number>;
  photoId: string | null;
  mergedInto: string | null;
  parentId: string | null;
  parts: WithDefault<number>;
  grams: WithDefault<string[]>;
}

export interface EventDetail {
  readonly unitId?: string;
  readonly unitName?: string;
  readonly reason?: string;
  /** The reason in the list's words of then, and what the reporter read. */
  readonly reasonName?: Text;
  readonly told?: Text;
  readonly request?: RequestKind;
  readonly extra?: { readonly amount: number; readonly unit: 'workingHours' | 'urgentHours' | 'workingDays' };
  readonly outcome?: Outcome;
  readonly caseId?: string;
  readonly number?: string;
  readonly found?: boolean;
  readonly kind?: string;
  readonly expected?: string;
  readonly reached?: boolean;
  readonly solved?: boolean;
  readonly satisfied?: number;
  readonly previousUnitId?: string;
  readonly changed?: readonly string[];
  readonly saidAt?: string;
}

export interface CaseEventsTable {
  cityId: number;
  id: string;
  caseId: string;
  seq: number;
  at: Date;
  act: Act;
  fromState: CaseState | null;
  toState: CaseState;
  actorKind: string;
  personId: string | null;
  personName: string;
  unitId: string | null;
  unitName: string;
  words: WithDefault<string>;
  detail: Json<EventDetail>;
  public: WithDefault<boolean>;
}

export interface CaseTables {
  cases: CasesTable;
  caseEvents: CaseEventsTable;
  casePhotos: {
    cityId: number;
    id: string;
    caseId: string;
    eventId: string;
    fileId: string;
    stage: 'before' | 'verified' | 'after' | 'check';
    at: Date;
    takenBy: string;
    lng: number | null;
    lat: number | null;
    releasedAt: Date | null;
  };
  caseReporters: {
    cityId: number;
    id: string;
    caseId: string;
    kind: 'reporter' | 'joined';
    code: string;
    nameSealed: string | null;
    phoneSealed: string | null;
    emailSealed: string | null;
    addressSealed: string | null;
    phoneMark: string | null;
    at: Date;
    locale: WithDefault<Locale>;
    tellSms: WithDefault<boolean>;
    tellEmail: WithDefault<boolean>;
    erasedAt: Date | null;
  };
  caseMessages: {
    cityId: number;
    id: string;
    caseId: string;
    reporterId: string;
    factId: string;
    what: ToldKind;
    way: 'email' | 'sms';
    subject: string;
    words: string;
    at: Date;
    dueAt: Date | null;
    attempts: WithDefault<number>;
    sentAt: Date | null;
    refused: string | null;
  };
  caseAlerts: { cityId: number; caseId: string; kind: AlertKind; clock: ClockName; run: number; at: Date };
  caseTallies: { cityId: number; id: string; unitId: string | null; state: CaseState; n: number; fresh: WithDefault<boolean> };
  caseTiles: {
    cityId: number;
    id: string;
    zoom: number;
    tile: number;
    band: 'open' | 'longTerm' | 'closed';
    classCode: string;
    released: boolean;
    n: number;
    lngSum: number;
    latSum: number;
    fresh: WithDefault<boolean>;
  };
  caseNumbers: { cityId: number; month: string; last: number };
  caseReservedNumbers: { cityId: number; number: string; personId: string; reservedAt: Date; expiresAt: Date };
  caseCategories: {
    cityId: number;
    code: string;
    classCode: string | null;
    name: Json<Text>;
    kind: 'event' | 'component';
    description: Json<Text>;
    standard: Json<Text>;
    keywords: string[];
    publicOrder: number | null;
    tile: Json<Text | null>;
    urgent: boolean;
    photosNeeded: number;
    nearPublic: number;
    nearStaff: number;
    attributes: Json<readonly unknown[]>;
    declinedQuestions: Generated<string[]>;
    provisional: boolean;
    source: string;
    active: boolean;
  };
  caseReasons: {
    cityId: number;
    kind: ReasonKind;
    code: string;
    name: Json<Text>;
    told: Json<Text>;
    wordsNeeded: boolean;
    wordsHint: Json<Text>;
    position: number;
    source: string;
    provisional: boolean;
    active: boolean;
  };
  casePolicies: {
    cityId: number;
    version: number;
    validFrom: string;
    note: string;
    defaults: Json<Limits>;
    byCategory: Json<Record<string, Partial<Limits>>>;
    provisional: boolean;
    madeAt: Date;
    madeBy: string;
  };
  caseSettings: { cityId: number; settings: Json<unknown>; revision: string };
  calendarYears: { cityId: number; year: number; official: boolean; source: string };
  calendarDays: { cityId: number; day: string; year: number; kind: 'workday' | 'rest' | 'holiday' | 'makeup'; name: string };
  dutyRules: {
    cityId: number;
    id: string;
    article: string;
    text: string;
    category: string;
    answerTo: string | null;
    answers: WithDefault<string[]>;
    areaId: string | null;
    leadUnitId: string | null;
    leadBy: 'unit' | 'district' | 'street' | 'community';
    jointUnitIds: WithDefault<string[]>;
    validFrom: string;
    validTo: string | null;
    fromCaseId: string | null;
    active: Generated<boolean>;
  };
  caseViews: {
    cityId: number;
    id: string;
    personId: string;
    name: string;
    query: Json<Record<string, string>>;
    columns: string[];
    shared: boolean;
  };
  caseRevisits: {
    cityId: number;
    id: string;
    seed: string;
    fromDay: string;
    toDay: string;
    share: number;
    population: number;
    madeAt: Date;
    madeBy: string;
  };
  caseRevisitItems: {
    cityId: number;
    revisitId: string;
    caseId: string;
    position: number;
    result: 'holds' | 'back' | 'partly' | null;
    note: string | null;
    checkedBy: string | null;
    checkedByName: string | null;
    checkedAt: Date | null;
  };
}
