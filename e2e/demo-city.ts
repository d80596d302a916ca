import { loadActorOfPerson, personByUserName } from '../src/city/exports.ts';
import type { Actor } from '../src/kernel/actor.ts';
import { systemActor } from '../src/platform/http/deps.ts';
import type { DemoContext } from '../src/platform/slice.ts';
import type { Runtime } from '../src/runtime.ts';

const CITY = 1;
/** Parts up to here make units, people, areas and the casework settings; later ones make a year of work. */
const BASE = 10;

/** Loads the demo city without the work of its year: quick, and the same names as in the demo. */
export async function loadDemoBase(runtime: Runtime, now: Date): Promise<void> {
  const read = runtime.app.database.reader(CITY);
  const actorOf = async (who: Parameters<DemoContext['as']>[0], at: Date): Promise<Actor> => {
    if (who === 'system') return systemActor(CITY);
    if (who === 'public') return { cityId: CITY, kind: 'public', personId: null, name: '市民', posts: [], locale: 'zh' };
    const personId = 'personId' in who ? who.personId : (await personByUserName(read, who.userName))?.id;
    const actor = personId ? await loadActorOfPerson(read, personId, at, 'zh') : null;
    if (!actor) throw new Error('nobody to act');
    return actor;
  };
  for (const part of runtime.slices.flatMap((slice) => slice.demo ?? []).toSorted((a, b) => a.order - b.order)) {
    if (part.order > BASE) continue;
    await part.load({
      as: async (who, at, act) => {
        const actor = await actorOf(who, at);
        return runtime.app.transact(
          { actor, now: at, locale: 'zh', requestId: 'demo', ip: '', agent: '', publicUrl: runtime.publicUrl },
          act,
        );
      },
      today: now,
      progress: () => undefined,
      locale: 'zh',
    });
  }
}
