import { useMemo } from 'react';
import { areaAt, areasMap } from '../../../city/api.ts';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { call } from '../../../ui/call.ts';
import { useTexts } from '../../../ui/i18n.ts';
import type { MapArea } from '../../../ui/map.ts';
import { useOperation } from '../../../ui/query.ts';
import { deskTexts } from '../text/desk.ts';
import type { Desk } from './useDraft.ts';

/** Where it is: the recognised or chosen area on the map, down to the compound; a press puts a pin and finds the area. */
export function PinMap({ desk }: { readonly desk: Desk }) {
  const t = useTexts(deskTexts);
  const { draft, change, area } = desk;
  const borders = useOperation(areasMap, { kinds: 'street,community' });
  // A city has some thousand compounds: only those around the chosen one are drawn.
  const small = area?.kind === 'compound' || area?.kind === 'block';
  const near = useOperation(
    areasMap,
    { kinds: 'block,compound', under: area?.parentId ?? '' },
    { enabled: small && Boolean(area?.parentId) },
  );
  const areas = useMemo<MapArea[]>(
    () =>
      [...(borders.data?.features ?? []), ...(small ? (near.data?.features ?? []) : [])].map(({ id, properties, geometry }) => ({
        id,
        name: properties.name,
        geometry,
        tone: id === draft.areaId ? 'step4' : 'plain',
        label: properties.kind === 'community' || id === draft.areaId,
      })),
    [borders.data, near.data, small, draft.areaId],
  );
  const drawn = areas.some(({ id }) => id === draft.areaId);
  const pin = useMemo(() => (draft.lng === null || draft.lat === null ? null : { lng: draft.lng, lat: draft.lat }), [draft.lng, draft.lat]);
  // Without borders the area is shown by its middle; the pin stays what somebody has put.
  const points = useMemo(
    () =>
      pin || drawn || !area || area.lng === null || area.lat === null
        ? []
        : [{ id: area.id, lng: area.lng, lat: area.lat, label: area.name, tone: 'wait' as const }],
    [pin, drawn, area],
  );
  const put = (at: { lng: number; lat: number }) => {
    change({ ...at });
    void call(areaAt, at).then(
      ({ areaId, path }) =>
        change({ ...at, areaId: areaId ?? draft.areaId, areaName: path.at(-1)?.name ?? draft.areaName, areaFrom: 'map' }),
      () => undefined,
    );
  };
  return <AreaMap name={t('mapName')} areas={areas} points={points} selected={draft.areaId} follow pin={pin} onPin={put} height={140} />;
}
