import type { InputOf, OutputOf } from '../../kernel/operation.ts';
import type { ReadContext, WriteContext } from '../../platform/context.ts';
import type { cityAbout, citySettingsChange, citySettingsGet } from '../api.ts';
import { cityFacts } from '../store/city.ts';
import type { CityTables } from '../store/tables.ts';
import { areaMap } from './area-map.ts';
import { asSeen, difference, recordFact } from './change.ts';

export async function aboutCity(ctx: ReadContext): Promise<OutputOf<typeof cityAbout>> {
  const { name, nameEn, areaCode, settings } = await cityFacts(ctx.read);
  const { publicName, hotline, tiles } = settings;
  return { name, nameEn, areaCode, publicName, hotline, tiles, bounds: (await areaMap(ctx.read)).bounds };
}

export async function getSettings(ctx: ReadContext): Promise<OutputOf<typeof citySettingsGet>> {
  return cityFacts(ctx.read);
}

export async function changeSettings(
  ctx: WriteContext,
  { revision, ...wanted }: InputOf<typeof citySettingsChange>,
): Promise<OutputOf<typeof citySettingsChange>> {
  const { tx } = ctx;
  const db = tx.writing<CityTables>();
  await db.selectFrom('cities').select('cityId').where('cityId', '=', tx.cityId).forUpdate().execute();
  const city = asSeen(await cityFacts(tx), revision);
  const { name, nameEn, areaCode, settings } = city;
  const changed = difference({ name, nameEn, areaCode, settings }, wanted);
  if (changed) {
    await db
      .updateTable('cities')
      .set({ ...changed.after, revision: city.revision + 1 })
      .where('cityId', '=', tx.cityId)
      .execute();
    // The city has no uuid; its facts hang on its number.
    await recordFact(ctx, 'city.settingsChanged', ['city', cityRecord(tx.cityId)], changed.after, changed.before);
  }
  return cityFacts(tx);
}

/** The city's number in the form of a record id, for the journal. */
const cityRecord = (cityId: number): string => `00000000-0000-0000-0000-${String(cityId).padStart(12, '0')}`;
