import type { Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { WriteContext } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { dayBefore } from '../rules.ts';
import { recordFact } from '../service/change.ts';
import type { CityTables } from '../store/tables.ts';
import type { LoadedArea, LoadedCity } from './load.ts';
import { vacantCompounds } from './places.ts';

/** Some compounds changed hands once: the history has something to show. */
const passedOn: readonly string[] = ['水文局小区', '铁路一院', '石桥新村', '柳园二号院', '广场东院'];

/** Who answers for each compound: in 河滨社区 a 片长 for each 片, elsewhere the workers in turn. */
export async function loadDuties(ctx: WriteContext, city: LoadedCity, since: Day, handedOver: Day): Promise<void> {
  const { cityId } = ctx.tx;
  const compounds = [...city.areas.values()].filter((area) => area.kind === 'compound' && !vacantCompounds.includes(area.name));
  const duties = compounds.flatMap((compound, index) => {
    const [person, other] = workersFor(city, compound, index);
    if (!person) return [];
    const duty = (personId: Id, validFrom: Day, validTo: Day | null) => ({
      cityId,
      id: newId(),
      areaId: compound.id,
      personId,
      postId: null,
      validFrom,
      validTo,
      note: '',
    });
    if (!other || !passedOn.includes(compound.name)) return [duty(person, since, null)];
    return [duty(other, since, dayBefore(handedOver)), duty(person, handedOver, null)];
  });
  await ctx.tx.writing<CityTables>().insertInto('areaDuties').values(duties).execute();
  for (const { id, areaId, personId, validFrom, validTo } of duties) {
    await recordFact(ctx, validFrom === since ? 'duty.given' : 'duty.transferred', ['duty', id], { areaId, personId, validFrom, validTo });
  }
}

/** The workers of the compound's community, beginning with the one whose turn it is. */
function workersFor(city: LoadedCity, compound: LoadedArea, index: number): Id[] {
  const parent = compound.parentName === null ? undefined : city.areas.get(compound.parentName);
  const community = parent?.kind === 'block' ? parent.parentName : compound.parentName;
  const workers = city.people
    .filter((person) => person.role === 'communityWorker' && person.areaName === community)
    .map((person) => person.id);
  const turn = parent?.kind === 'block' ? ['一', '二', '三', '四', '五'].indexOf(parent.name.slice(0, 1)) : index;
  const at = turn % Math.max(workers.length, 1);
  return [...workers.slice(at), ...workers.slice(0, at)];
}
