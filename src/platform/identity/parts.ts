import type { Actor } from '../../kernel/actor.ts';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/text.ts';
import type { WriteContext } from '../context.ts';
import type { IdentityOptions } from './ports.ts';

/** Somebody who has not signed in (yet). */
export const publicActor = (cityId: CityId, locale: Locale = 'zh'): Actor => ({
  cityId,
  kind: 'public',
  personId: null,
  name: locale === 'zh' ? '市民' : 'Public',
  posts: [],
  locale,
});

/** The person behind an account, for facts about signing in; the public when the person is gone. */
async function actorOfAccount(options: IdentityOptions, cityId: CityId, userId: Id): Promise<Actor> {
  const actor = await options.ports.loadActor(options.database.reader(cityId), userId, options.clock(), 'zh');
  return actor ?? publicActor(cityId);
}

/** Where a request comes from, as the sign-in library's hooks learn it. */
export interface Caller {
  readonly cityId: CityId;
  readonly address: string;
}

/** A transaction of its own as the public: for what has to stay although the request is refused. */
export const asPublic = <T>(options: IdentityOptions, caller: Caller, work: (ctx: WriteContext) => Promise<T>): Promise<T> =>
  options.ports.transact(caller.cityId, { actor: publicActor(caller.cityId), ip: caller.address }, work);

/** The same as the person who signs in. */
export async function asAccount<T>(
  options: IdentityOptions,
  caller: Caller,
  userId: Id,
  work: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const actor = await actorOfAccount(options, caller.cityId, userId);
  return options.ports.transact(caller.cityId, { actor, ip: caller.address }, work);
}
