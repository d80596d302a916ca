import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import { areasMap } from '../../../city/api.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import { call } from '../../../ui/call.ts';
import { publicCategories } from '../../api/public.ts';
import { store } from './captures.ts';

const HOURS_12 = 12 * 3_600_000;

/** The newest list that can be had: from the server when there is a network, else the one in the phone. */
async function kept<T>(name: string, ask: () => Promise<T>): Promise<T | null> {
  const known = await store.lists.get(name);
  if (known && Date.now() - known.at < HOURS_12) return known.value as T;
  try {
    const value = await ask();
    await store.lists.put({ name, value, at: Date.now() });
    return value;
  } catch {
    return (known?.value as T | undefined) ?? null;
  }
}

type Categories = AnswerOf<typeof publicCategories>['items'];
type Borders = AnswerOf<typeof areasMap>['features'];

export const categories = async (): Promise<Categories> =>
  (await kept('categories', async () => (await call(publicCategories, {})).items)) ?? [];

export const borders = async (): Promise<Borders> =>
  (await kept('borders', async () => (await call(areasMap, { kinds: 'community,compound' })).features)) ?? [];

/** Has the lists in the phone before they are needed: the first place without a network has its kind and its name as well. Gives the way to stop. */
export function keepLists(): () => void {
  const have = () => void Promise.all([categories(), borders()]).catch(() => undefined);
  addEventListener('online', have);
  have();
  return () => removeEventListener('online', have);
}

export interface NamedPlace {
  readonly areaId: string;
  /** `农机局家属院`, the smallest area. */
  readonly name: string;
  /** `河滨社区`, the one around it; empty when the place is in no compound. */
  readonly around: string;
}

/** Names a position by the borders in the phone, so that it works without a network. */
export async function nameOf(lng: number, lat: number): Promise<NamedPlace | null> {
  const inside = (await borders()).filter(({ geometry }) => booleanPointInPolygon([lng, lat], geometry));
  const compound = inside.find(({ properties }) => properties.kind === 'compound');
  const community = inside.find(({ properties }) => properties.kind === 'community');
  const smallest = compound ?? community;
  if (!smallest) return null;
  return { areaId: smallest.id, name: smallest.properties.name, around: compound && community ? community.properties.name : '' };
}
