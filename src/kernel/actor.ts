import type { Bilingual, Locale } from './text.ts';
import type { CityId, Id } from './ids.ts';

/** The roles of DESIGN.md section 2; what each may do is declared by the slices' `policy.ts`. */
export const roles = {
  commander: { zh: '总指挥', en: 'Commander' },
  officeHead: { zh: '创文办负责人', en: 'Head of the campaign office' },
  officeStaff: { zh: '创文办工作人员', en: 'Campaign office' },
  unitHead: { zh: '单位负责人', en: 'Head of a unit' },
  unitLiaison: { zh: '单位联络员', en: 'Unit liaison' },
  districtStaff: { zh: '区县工作人员', en: 'District staff' },
  streetStaff: { zh: '街道工作人员', en: 'Street staff' },
  communityHead: { zh: '社区书记', en: 'Community secretary' },
  communityWorker: { zh: '社区工作者（片长）', en: 'Community worker' },
  inspector: { zh: '督查员', en: 'Inspector' },
  supervisor: { zh: '社会监督员', en: 'Social supervisor' },
  hotlineAgent: { zh: '热线坐席', en: 'Hotline agent' },
  mediaEditor: { zh: '媒体编辑', en: 'Media editor' },
  squadLeader: { zh: '志愿分队长', en: 'Squad leader' },
  volunteer: { zh: '志愿者', en: 'Volunteer' },
  systemAdmin: { zh: '系统管理员', en: 'System administrator' },
  securityAdmin: { zh: '安全管理员', en: 'Security administrator' },
  auditAdmin: { zh: '审计管理员', en: 'Audit administrator' },
} as const satisfies Record<string, Bilingual>;
export type Role = keyof typeof roles;

/** The three administrators of 等保 level three: separate people, second factor required, no other rights. */
export const administratorRoles = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Role[];

/** A post in force now: unit + role + area. */
export interface ActorPost {
  readonly postId: Id;
  readonly unitId: Id;
  readonly unitName: string;
  /** What people call it: 城管局. */
  readonly unitShortName: string;
  readonly role: Role;
  /** The area the post is limited to; null = the whole city. */
  readonly areaId: Id | null;
  /** Set when the post is held as a deputy for its holder. */
  readonly deputyFor?: Id | null;
}

/** Who acts. Nothing is ambient: every use case gets it in its context. */
export interface Actor {
  readonly cityId: CityId;
  readonly kind: 'person' | 'public' | 'apiKey' | 'link' | 'system';
  /** Null for the public, API keys and the system. */
  readonly personId: Id | null;
  /** Shown in timelines to staff; never to the public. */
  readonly name: string;
  readonly posts: readonly ActorPost[];
  readonly locale: Locale;
  /** The signed-in session of a person. */
  readonly account?: { readonly userId: Id; readonly sessionId: Id };
  /** The one record that a unit's phone link opens, and what may be done there; only for actors of kind `link`. */
  readonly link?: {
    readonly linkId: Id;
    readonly subject: { readonly kind: string; readonly id: Id };
    readonly unitId: Id;
    readonly acts: readonly string[];
    readonly expires: Date;
  };
}

/**
 * A permission is `slice.act`; `public` needs nobody, `signedIn` any person. `ownAccount` is like `signedIn`, but also
 * open to a session that has to change its password or to enrol a second factor first.
 */
export type Permission = 'public' | 'signedIn' | 'ownAccount' | `${string}.${string}`;
/** Which roles hold which permission. Each slice declares its own in `policy.ts`. */
export type Grants = Readonly<Record<`${string}.${string}`, readonly Role[]>>;

/** Posts of the actor that hold the permission. */
export function postsWith(actor: Actor, grants: Grants, permission: `${string}.${string}`): readonly ActorPost[] {
  const allowed = grants[permission] ?? [];
  return actor.posts.filter((post) => allowed.includes(post.role));
}

/** Does any post of the actor hold the permission? */
export function holds(actor: Actor, grants: Grants, permission: Permission): boolean {
  if (permission === 'public') return true;
  if (permission === 'signedIn' || permission === 'ownAccount') return actor.kind === 'person' && actor.personId !== null;
  return postsWith(actor, grants, permission).length > 0;
}
