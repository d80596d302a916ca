import type { CityId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Read } from '../../platform/db/read.ts';
import { cityProblems, defaultSettings, type CitySettings } from '../schema.ts';
import type { CityTables } from './tables.ts';

export interface CityFacts {
  readonly name: string;
  readonly nameEn: string;
  readonly areaCode: string;
  readonly settings: CitySettings;
  readonly revision: number;
}

/** The city with its settings; what a city has not set is the default. @throws Problem noCity */
export async function cityFacts(read: Read): Promise<CityFacts> {
  const city = await read.tables<CityTables>().selectFrom('cities').selectAll().where('cityId', '=', read.cityId).executeTakeFirst();
  if (!city) throw new Problem(cityProblems.noCity);
  const { name, nameEn, areaCode, revision } = city;
  return { name, nameEn, areaCode, revision, settings: { ...defaultSettings, ...city.settings } };
}

/** Which city a host name stands for: its own, else the one that serves every host. Any city's reader will do. */
export async function cityOfHost(read: Read, host: string): Promise<{ readonly cityId: CityId; readonly name: string } | null> {
  const cities = await read.tables<CityTables>().selectFrom('cities').select(['cityId', 'name', 'host']).orderBy('cityId').execute();
  const served = cities.find((city) => city.host === host) ?? cities.find((city) => city.host === null);
  return served ? { cityId: served.cityId, name: served.name } : null;
}

/** All cities of the deployment, for background work. */
export async function allCities(read: Read): Promise<readonly CityId[]> {
  const cities = await read.tables<CityTables>().selectFrom('cities').select('cityId').orderBy('cityId').execute();
  return cities.map((city) => city.cityId);
}
