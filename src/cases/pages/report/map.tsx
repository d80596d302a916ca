import { renderToStaticMarkup } from 'react-dom/server';
import { z } from 'zod';
import { id } from '../../../kernel/ids.ts';
import type { ReadContext } from '../../../platform/context.ts';
import type { PageAnswer, PageRequest } from '../../../platform/slice.ts';
import { MapPicture, type MapMark } from '../../../public/MapPicture.tsx';
import { AroundContext, say } from '../../../public/site.ts';
import { aroundOf } from '../frame.tsx';
import { areasIn, boxAt, boxOf, nowhere } from '../maps.ts';
import { reportTexts } from '../text/report.ts';

const lng = z.coerce.number().min(-180).max(180);
const lat = z.coerce.number().min(-90).max(90);
const query = z.object({
  lng: lng.optional().catch(undefined),
  lat: lat.optional().catch(undefined),
  area: id.optional().catch(undefined),
  span: z.coerce.number().min(0.002).max(2).catch(0.015),
  point: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]))
    .optional()
    .catch(undefined),
});

/** The part of the city that the form's script asks for, to point at the place. */
export async function giveMap(ctx: ReadContext, request: PageRequest): Promise<PageAnswer> {
  const asked = query.parse(request.query);
  const at = asked.lng !== undefined && asked.lat !== undefined;
  const box = at ? boxAt(asked.lng ?? 0, asked.lat ?? 0, asked.span) : ((await boxOf(ctx, asked.area)) ?? nowhere);
  const t = say(reportTexts, ctx.locale);
  const marks: MapMark[] = asked.point
    ? [{ key: 'point', kind: 'you', lng: asked.point[0], lat: asked.point[1], label: t('mapPoint') }]
    : [];
  const markup = renderToStaticMarkup(
    <AroundContext value={await aroundOf(ctx, request)}>
      <MapPicture box={box} areas={await areasIn(ctx, box, asked.area)} marks={marks} label={t('mapLabel')} />
    </AroundContext>,
  );
  return { text: markup, contentType: 'text/html; charset=utf-8' };
}
