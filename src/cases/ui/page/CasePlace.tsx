import { useMemo } from 'react';
import { areasMap } from '../../../city/api.ts';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { MapArea } from '../../../ui/map.ts';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import type { CaseFull } from '../answers.ts';
import { stateLooks } from '../look.ts';
import { caseTexts } from '../text.ts';
import { pageTexts } from '../text/page.ts';

keepAfterActs(areasMap);
/** Degrees around the case: its compound, the next ones, and the border of the community. */
const reach = 0.009;

/** Where it is: a small map, the place in words, the areas around, who answers for them. */
export function CasePlace({
  view,
  height = 200,
}: {
  readonly view: Pick<CaseFull, 'id' | 'number' | 'state' | 'outcome' | 'place' | 'areas' | 'lng' | 'lat' | 'responsible'>;
  readonly height?: number;
}) {
  const t = useTexts(pageTexts);
  const c = useTexts(caseTexts);
  const { lng, lat, state, outcome, number, id } = view;
  const inner = view.areas.at(-1);
  const around = view.areas.find((area) => area.kind === 'street') ?? view.areas[0];
  const borders = useOperation(
    areasMap,
    { under: around?.id, kinds: 'community,compound' },
    { enabled: lng !== null && around !== undefined },
  );
  const areas = useMemo<MapArea[]>(
    () =>
      (borders.data?.features ?? []).map((area) => ({
        id: area.id,
        name: area.properties.name,
        geometry: area.geometry,
        tone: area.id === inner?.id ? 'step2' : 'plain',
        label: true,
      })),
    [borders.data, inner?.id],
  );
  const tone = outcome === 'fixed' ? 'done' : stateLooks[state].tone;
  const points = useMemo(() => (lng === null || lat === null ? [] : [{ id, lng, lat, label: number, tone }]), [id, lng, lat, number, tone]);
  const start = useMemo(
    () =>
      lng === null || lat === null
        ? null
        : { minLng: lng - reach, maxLng: lng + reach, minLat: lat - reach * 0.7, maxLat: lat + reach * 0.7 },
    [lng, lat],
  );
  return (
    <div className="cs-place">
      {start ? (
        <AreaMap name={view.place || number} areas={areas} points={points} start={start} height={height} />
      ) : (
        <p className="cs-quiet">{t('noPosition')}</p>
      )}
      <p className="cs-place-words">{view.place || c('noPlace')}</p>
      {view.areas.length > 0 ? <p className="cs-quiet cs-small">{view.areas.map((area) => area.name).join(' ')}</p> : null}
      {view.responsible.map((each) => (
        <p key={`${each.name}${each.areaName}`} className="cs-quiet cs-small">
          {t('responsible', { title: each.title, name: each.name })}
        </p>
      ))}
      {lng !== null ? (
        <Go className="cs-small" href={`/work/cases/map?at=${lng},${lat}`}>
          {t('openMap')}
        </Go>
      ) : null}
    </div>
  );
}
