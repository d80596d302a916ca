import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import type { Box } from '../../public/projection.ts';
import { publicState } from '../schema/public.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);
const number = z.number();
const box = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([number.min(-180).max(180), number.min(-90).max(90), number.min(-180).max(180), number.min(-90).max(90)]))
  .refine(([west, south, east, north]) => west < east && south < north)
  .transform(([west, south, east, north]): Box => ({ west, south, east, north }));

/** What the address asks for; what cannot be read counts as not asked. */
const fields = z.object({
  state: z.preprocess(empty, publicState.optional()).catch(undefined),
  area: z.preprocess(empty, id.optional()).catch(undefined),
  category: z.preprocess(empty, z.string().max(40).optional()).catch(undefined),
  days: z.coerce.number().int().min(1).max(730).catch(30),
  cursor: z.string().max(500).optional().catch(undefined),
  box: box.optional().catch(undefined),
  lng: z.coerce.number().min(-180).max(180).optional().catch(undefined),
  lat: z.coerce.number().min(-90).max(90).optional().catch(undefined),
});
export type NearbyFilters = z.output<typeof fields>;

export const readFilters = (query: Readonly<Record<string, string>>): NearbyFilters => fields.parse(query);

/** The address that shows these filters; the default is left out, so that an address is short. */
export function filterAddress(filters: NearbyFilters): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => value !== undefined && query.set(name, String(value));
  put('state', filters.state);
  put('area', filters.area);
  put('category', filters.category);
  if (filters.days !== 30) put('days', filters.days);
  if (filters.lng !== undefined && filters.lat !== undefined) {
    put('lng', filters.lng);
    put('lat', filters.lat);
  }
  if (filters.box)
    put('box', [filters.box.west, filters.box.south, filters.box.east, filters.box.north].map((edge) => edge.toFixed(5)).join(','));
  put('cursor', filters.cursor);
  const text = query.toString();
  return text ? `/nearby?${text}` : '/nearby';
}
