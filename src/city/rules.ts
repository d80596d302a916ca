import { administratorRoles, roles, type Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { both, type Decision, type Refusal } from '../kernel/problem.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { areaKinds, cityProblems, unitKinds, type AreaKind, type UnitKind } from './schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The city's calendar day of a moment. China keeps UTC+8 all year, since 1991. */
export const cityDay = (moment: Date): Day => new Date(moment.getTime() + 8 * HOUR).toISOString().slice(0, 10);
export const dayBefore = (day: Day): Day => new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);

const inBothWords = (name: Bilingual): string => both(name.zh, name.en);

/** Where in a tree: `街道下面`, `below a street`; without a parent at its top. */
const below = (parent: Bilingual | null): Bilingual =>
  parent === null ? { zh: '最上级', en: 'at the top' } : { zh: `${parent.zh}下面`, en: `below a ${parent.en.toLowerCase()}` };

function misplaced(kind: Bilingual, parent: Bilingual | null, allowed: readonly (Bilingual | null)[]): Refusal {
  const places = allowed.map(below);
  const detail = {
    kind: both(kind.zh, kind.en.toLowerCase()),
    parent: inBothWords(below(parent)),
    allowed: both(places.map(({ zh }) => zh).join('或'), places.map(({ en }) => en).join(' or ')),
  };
  return { refused: cityProblems.wrongParent, detail };
}

export interface Period {
  readonly validFrom: Day;
  /** Included; null = open. */
  readonly validTo: Day | null;
}
export const inForce = (period: Period, day: Day): boolean => period.validFrom <= day && (period.validTo === null || day <= period.validTo);
/** A period that ends before it begins was never in force and meets nothing. */
const isEmpty = (period: Period): boolean => period.validTo !== null && period.validTo < period.validFrom;
export const overlap = (a: Period, b: Period): boolean =>
  !isEmpty(a) && !isEmpty(b) && (a.validTo === null || b.validFrom <= a.validTo) && (b.validTo === null || a.validFrom <= b.validTo);
const within = (inner: Period, outer: Period): boolean =>
  outer.validFrom <= inner.validFrom && (outer.validTo === null || (inner.validTo !== null && inner.validTo <= outer.validTo));

const isAdministrator = (role: Role): boolean => (administratorRoles as readonly Role[]).includes(role);

const anyKind = Object.keys(unitKinds) as UnitKind[];
/** Who leads or checks for the whole city sits where the campaign is led. */
const leading: readonly UnitKind[] = ['headquarters', 'office'];

/**
 * At which kinds of unit a role may be given (DESIGN.md section 2): the office's rights belong to the office, a
 * street's to a street. Who acts for their own unit, and volunteers, may belong to any; administrators of the system
 * and inspectors are often seconded by a department.
 */
export const roleUnits: Record<Role, readonly UnitKind[]> = {
  commander: ['headquarters'],
  officeHead: ['office'],
  officeStaff: ['office'],
  unitHead: anyKind,
  unitLiaison: anyKind,
  districtStaff: ['district'],
  streetStaff: ['street'],
  communityHead: ['community'],
  communityWorker: ['community'],
  inspector: [...leading, 'workingGroup', 'department'],
  supervisor: [...leading, 'district', 'street', 'community'],
  hotlineAgent: [...leading, 'department'],
  mediaEditor: ['media'],
  squadLeader: anyKind,
  volunteer: anyKind,
  systemAdmin: [...leading, 'department'],
  securityAdmin: [...leading, 'department'],
  auditAdmin: [...leading, 'department'],
};

/** May a unit of this kind have this role? */
export function roleFits(role: Role, kind: UnitKind): Decision<true> {
  const allowed = roleUnits[role];
  if (allowed.includes(kind)) return { ok: true };
  const kinds = both(allowed.map((one) => unitKinds[one].zh).join('、'), allowed.map((one) => unitKinds[one].en).join(', '));
  return { refused: cityProblems.roleUnit, detail: { role: inBothWords(roles[role]), kind: inBothWords(unitKinds[kind]), kinds } };
}

/** What may be given at a unit of this kind; every kind has some. */
export const rolesAt = (kind: UnitKind): readonly Role[] => (Object.keys(roles) as Role[]).filter((role) => roleUnits[role].includes(kind));

interface PostAt {
  readonly unitId: Id;
  readonly role: Role;
  readonly personName: string;
}
/** Finds, among these posts, one of the unit that would not fit it as another kind. */
export function unfitPosts<Post extends PostAt>(posts: readonly Post[]): (unitId: Id, kind: UnitKind) => Post | undefined {
  const byUnit = new Map<Id, Post[]>();
  for (const post of posts) {
    const others = byUnit.get(post.unitId);
    if (others) others.push(post);
    else byUnit.set(post.unitId, [post]);
  }
  return (unitId, kind) => byUnit.get(unitId)?.find((post) => roleFits(post.role, kind).refused);
}
/** A unit's kind does not change below its posts: an office's rights do not become a department's. */
export const postsDoNotFit = ({ role, personName }: PostAt, kind: UnitKind): Refusal => ({
  refused: cityProblems.postsDoNotFit,
  detail: { name: personName, role: inBothWords(roles[role]), kind: inBothWords(unitKinds[kind]) },
});

export interface Held extends Period {
  readonly id: Id;
  readonly role: Role;
  readonly unitId: Id;
  readonly areaId: Id | null;
}
export interface Appointment extends Period {
  readonly role: Role;
  readonly unitId: Id;
  readonly unitKind: UnitKind;
  readonly areaId: Id | null;
  /** Paths of the area that the unit looks after, and of the post's own; null = none. */
  readonly unitArea: string | null;
  readonly area: string | null;
  readonly person: { readonly id: Id; readonly name: string; readonly active: boolean };
  /** All posts of the person except the one that is being changed, with the roles that they give. */
  readonly held: readonly Held[];
  /** The person who gives the post; null for the system. */
  readonly by: Id | null;
}

/** Roles that act in one area; without it the post would reach the whole city. */
const areaRoles: readonly Role[] = ['districtStaff', 'streetStaff', 'communityHead', 'communityWorker'];

/** May this post be given? 等保 level three: three administrators apart, and nobody raises their own rights. */
export function appoint(appointment: Appointment): Decision<true> {
  const { person, by, role, held } = appointment;
  if (by === person.id) return { refused: cityProblems.selfAppointment };
  if (isEmpty(appointment)) return { refused: cityProblems.wrongPeriod };
  if (!person.active) return { refused: cityProblems.personInactive, detail: { name: person.name } };
  const fits = roleFits(role, appointment.unitKind);
  if (fits.refused) return fits;
  if (areaRoles.includes(role) && appointment.areaId === null)
    return { refused: cityProblems.areaNeeded, detail: { role: inBothWords(roles[role]) } };
  if (appointment.unitArea !== null && appointment.area !== null && !isWithin(appointment.area, appointment.unitArea))
    return { refused: cityProblems.areaOutsideUnit };
  const sameTime = held.filter((post) => overlap(post, appointment));
  const apart = sameTime.find((post) => post.role !== role && (isAdministrator(post.role) || isAdministrator(role)));
  if (apart) return { refused: cityProblems.administratorsApart, detail: { name: person.name, role: inBothWords(roles[apart.role]) } };
  const twice = sameTime.some((post) => post.role === role && post.unitId === appointment.unitId && post.areaId === appointment.areaId);
  return twice ? { refused: cityProblems.postExists, detail: { name: person.name } } : { ok: true };
}

export interface Deputising {
  readonly holder: Held & { readonly personId: Id; readonly deputyFor: Id | null };
  readonly deputy: Id;
  readonly period: Period;
}

/** May this person stand in for the holder of the post in that time? Beside this, `appoint` decides. */
export function deputise({ holder, deputy, period }: Deputising): Decision<true> {
  if (holder.deputyFor !== null) return { refused: cityProblems.deputyOfDeputy };
  if (holder.personId === deputy) return { refused: cityProblems.deputySelf };
  return within(period, holder) ? { ok: true } : { refused: cityProblems.deputyOutside };
}

/** The last day of a post that ends: the one wanted, or at once, so that its rights are gone today. */
export function lastDay(post: Period, wanted: Day | undefined, today: Day): Decision<Day> {
  if (post.validTo !== null && post.validTo < today) return { refused: cityProblems.alreadyEnded };
  // One that has not begun ends before its first day: it was never in force.
  const never = dayBefore(post.validFrom);
  const day = wanted ?? (today <= post.validFrom ? never : dayBefore(today));
  return day < never ? { refused: cityProblems.wrongPeriod } : { ok: day };
}

const named = <K extends string>(kinds: Readonly<Record<K, Bilingual>>, kind: K | null): Bilingual | null =>
  kind === null ? null : kinds[kind];

/** Which kinds an area may stand below; null = at the top. */
const areaParents: Record<AreaKind, readonly (AreaKind | null)[]> = {
  district: [null],
  street: ['district', null],
  community: ['street'],
  block: ['community'],
  compound: ['community', 'block'],
};
export function placeArea(kind: AreaKind, parent: AreaKind | null): Decision<true> {
  if (areaParents[kind].includes(parent)) return { ok: true };
  return misplaced(
    areaKinds[kind],
    named(areaKinds, parent),
    areaParents[kind].map((each) => named(areaKinds, each)),
  );
}

/** Units form the tree that the city has; only what would make no sense is refused. */
const unitParents: Partial<Record<UnitKind, readonly (UnitKind | null)[]>> = {
  headquarters: [null],
  office: ['headquarters', null],
  workingGroup: ['headquarters', 'office'],
  street: ['district', null],
  community: ['street'],
};
export function placeUnit(kind: UnitKind, parent: UnitKind | null): Decision<true> {
  const allowed = unitParents[kind];
  if (!allowed || allowed.includes(parent)) return { ok: true };
  return misplaced(
    unitKinds[kind],
    named(unitKinds, parent),
    allowed.map((each) => named(unitKinds, each)),
  );
}

interface Below<Kind> {
  readonly name: string;
  readonly kind: Kind;
}

/** A record takes on a kind only if everything may stay that stands right below it. */
function refuseMisfits<Kind extends string>(
  kinds: Readonly<Record<Kind, Bilingual>>,
  place: (kind: Kind, parent: Kind) => Decision<true>,
): (kind: Kind, below: readonly Below<Kind>[]) => Decision<true> {
  return (kind, below) => {
    const misfit = below.find((each) => place(each.kind, kind).refused);
    if (!misfit) return { ok: true };
    const detail = { name: misfit.name, below: inBothWords(kinds[misfit.kind]), kind: inBothWords(kinds[kind]) };
    return { refused: cityProblems.doesNotFitBelow, detail };
  };
}
export const areasFitBelow = refuseMisfits(areaKinds, placeArea);
export const unitsFitBelow = refuseMisfits(unitKinds, placeUnit);

/** A place in a tree as text: ids from the top, joined by `/`. */
export const pathBelow = (parentPath: string | null, id: Id): string => (parentPath === null ? id : `${parentPath}/${id}`);
/**
 * So many levels a tree has at most: more than any city's units, and a path of ids that an index can hold (72 of them
 * fill the 2,704 bytes of an entry).
 */
export const DEEPEST = 50;
/** How many levels a record with this path stands from the top, itself included. */
export const levelsOf = (path: string): number => path.split('/').length;
export const deepEnough = (levels: number): Decision<true> =>
  levels > DEEPEST ? { refused: cityProblems.tooDeep, detail: { limit: DEEPEST } } : { ok: true };

interface TreeNode {
  readonly id: Id;
  readonly parentId: Id | null;
}
/** The path of every record of a tree; a parent may come after its children. */
export function pathsOf(nodes: readonly TreeNode[]): Decision<ReadonlyMap<Id, string>> {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const paths = new Map<Id, string>();
  for (const { id } of nodes) {
    const way: Id[] = [];
    let at: Id | null = id;
    for (; at !== null && !paths.has(at); at = parents.get(at) ?? null) {
      way.push(at);
      // A circle has no top; it is refused like what is too deep.
      const deep = deepEnough(way.length);
      if (deep.refused) return deep;
    }
    let path = at === null ? null : (paths.get(at) ?? null);
    for (const next of way.toReversed()) {
      path = pathBelow(path, next);
      paths.set(next, path);
    }
    const deep = deepEnough(path === null ? 0 : levelsOf(path));
    if (deep.refused) return deep;
  }
  return { ok: paths };
}

export const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`);
/** May a record with this path move below the other? Not below itself. */
export const moveBelow = (path: string, parentPath: string | null): Decision<true> =>
  parentPath !== null && isWithin(parentPath, path) ? { refused: cityProblems.circular } : { ok: true };

export interface DutyInForce extends Period {
  readonly personId: Id;
  readonly personName: string;
}

/** One person answers for an area at a time (分片包干，责任到人). */
export function takeDuty(area: string, wanted: Period & { readonly personId: Id }, existing: readonly DutyInForce[]): Decision<true> {
  if (isEmpty(wanted)) return { refused: cityProblems.wrongPeriod };
  const other = existing.find((duty) => overlap(duty, wanted));
  return other ? { refused: cityProblems.dutyTaken, detail: { area, name: other.personName } } : { ok: true };
}

/** The last day of the one who hands over: the day before the other begins. */
export function handOver(area: string, duty: DutyInForce, to: { readonly personId: Id; readonly validFrom: Day }): Decision<Day> {
  if (duty.validTo !== null) return { refused: cityProblems.alreadyEnded };
  if (duty.personId === to.personId) return { refused: cityProblems.dutySame, detail: { area, name: duty.personName } };
  if (to.validFrom < duty.validFrom) return { refused: cityProblems.dutyBefore, detail: { from: duty.validFrom } };
  return { ok: dayBefore(to.validFrom) };
}

/** `13812342046` → `138****2046`; short numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  const shown = phone.length >= 8 ? [3, 4] : [0, 2];
  const [head = 0, tail = 0] = shown;
  return phone.slice(0, head) + '*'.repeat(Math.max(phone.length - head - tail, 0)) + phone.slice(phone.length - tail);
}
