import { loadActorOfPerson, personByUserName } from './city/exports.ts';
import type { Actor } from './kernel/actor.ts';
import type { CityId } from './kernel/ids.ts';
import type { App } from './platform/assemble.ts';
import { systemActor } from './platform/http/deps.ts';
import { publicActor } from './platform/identity/parts.ts';
import type { DemoContext } from './platform/slice.ts';

/** Parts up to here make units, people, areas and the casework settings; later ones make a year of work. */
export const DEMO_BASE = 10;

export interface DemoOptions {
  readonly app: App;
  readonly cityId: CityId;
  readonly today: Date;
  readonly publicUrl: string;
  readonly progress?: (text: string) => void;
}

/** How parts of the demo act: as the city's own people, by their rights of that day. */
export function demoContext({ app, cityId, today, publicUrl, progress = () => undefined }: DemoOptions): DemoContext {
  const actorOf = async (who: Parameters<DemoContext['as']>[0], at: Date): Promise<Actor> => {
    if (who === 'system') return systemActor(cityId);
    if (who === 'public') return publicActor(cityId);
    const read = app.database.reader(cityId);
    const personId = 'personId' in who ? who.personId : (await personByUserName(read, who.userName))?.id;
    const actor = personId ? await loadActorOfPerson(read, personId, at, 'zh') : null;
    if (!actor) throw new Error(`nobody acts as ${JSON.stringify(who)}`);
    return actor;
  };
  return {
    as: async (who, at, act) => {
      const actor = await actorOf(who, at);
      return app.transact({ actor, now: at, locale: 'zh', requestId: 'demo', ip: '', agent: 'demo', publicUrl }, act);
    },
    today,
    progress,
    locale: 'zh',
  };
}
