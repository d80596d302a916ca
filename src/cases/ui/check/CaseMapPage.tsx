import { useMemo, useState } from 'react';
import { areasMap, cityAbout } from '../../../city/api.ts';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { MapArea, MapView } from '../../../ui/map.ts';
import { keepAfterActs, useOperation } from '../../../ui/query.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { ProblemLine } from '../../../ui/States.tsx';
import { mapCases } from '../../api.ts';
import type { MapMark } from '../../schema.ts';
import { CaseState } from '../CaseState.tsx';
import '../cases.css';
import { FilterBar } from '../list/FilterBar.tsx';
import { filtersOf } from '../list/filters.ts';
import { stateLooks } from '../look.ts';
import { casePath } from '../places.ts';
import { listTexts } from '../text/list.ts';

keepAfterActs(areasMap, cityAbout);

type Single = MapMark & { readonly case: NonNullable<MapMark['case']> };
const isSingle = (mark: MapMark): mark is Single => mark.case !== null;

/** Where the cases are: clusters by the server, single cases as points; the same in words beside it. */
export function CaseMapPage() {
  const t = useTexts(listTexts);
  const place = usePlace();
  const [view, setView] = useState<MapView | null>(null);
  const { sort: _, ...filters } = filtersOf(place.query);
  const box = view
    ? {
        west: view.minLng,
        south: view.minLat,
        east: view.maxLng,
        north: view.maxLat,
        zoom: Math.min(20, Math.max(3, Math.round(view.zoom))),
      }
    : { west: 0, south: 0, east: 0, north: 0, zoom: 10 };
  const asked = useOperation(mapCases, { ...box, ...filters }, { enabled: view !== null });
  // Names of streets from afar, of communities from near: never both at once.
  const close = view !== null && view.zoom >= 14;
  const borders = useOperation(areasMap, { kinds: close ? 'street,community,compound' : 'street,community' });
  const about = useOperation(cityAbout, {});
  const marks = useMemo(() => asked.data?.marks ?? [], [asked.data]);
  const singles = useMemo(() => marks.filter(isSingle), [marks]);
  const areas = useMemo<MapArea[]>(
    () =>
      (borders.data?.features ?? []).map((area) => ({
        id: area.id,
        name: area.properties.name,
        geometry: area.geometry,
        tone: 'plain',
        label: area.properties.kind === (close ? 'community' : 'street'),
      })),
    [borders.data, close],
  );
  const points = useMemo(
    () =>
      singles.map((mark) => ({
        id: mark.case.id,
        lng: mark.lng,
        lat: mark.lat,
        label: `${mark.case.number} ${mark.case.title}`,
        tone: mark.case.outcome === 'fixed' ? ('done' as const) : stateLooks[mark.case.state].tone,
      })),
    [singles],
  );
  const clusters = useMemo(() => marks.filter((mark) => !isSingle(mark)), [marks]);
  const start = useMemo(() => startOf(place.query.at, about.data?.bounds), [place.query.at, about.data?.bounds]);
  return (
    <div className="cs-page">
      <PageHead title={t('mapTitle')} note={<MapNote marks={marks} />}>
        <Go href={`/work/cases?${new URLSearchParams(place.query).toString()}`}>{t('mapList')}</Go>
      </PageHead>
      <FilterBar />
      {asked.problem ? <ProblemLine problem={asked.problem} again={asked.again} /> : null}
      {asked.data?.more ? <p className="cs-note">{t('mapMore')}</p> : null}
      <div className="cs-map">
        <AreaMap
          name={t('mapName')}
          areas={areas}
          points={points}
          clusters={clusters}
          start={start}
          tiles={about.data?.tiles}
          onView={setView}
          onPoint={(id) => place.go(casePath(id))}
        />
        <SingleCases marks={singles} />
      </div>
    </div>
  );
}

function startOf(at: string | undefined, bounds: { minLng: number; minLat: number; maxLng: number; maxLat: number } | null | undefined) {
  const [lng, lat] = (at ?? '').split(',').map(Number);
  if (lng && lat) return { minLng: lng - 0.006, maxLng: lng + 0.006, minLat: lat - 0.004, maxLat: lat + 0.004 };
  return bounds ?? null;
}

function MapNote({ marks }: { readonly marks: readonly MapMark[] }) {
  const t = useTexts(listTexts);
  const sum = (of: 'count' | 'open' | 'longTerm') => marks.reduce((total, mark) => total + mark[of], 0);
  return t('mapShown', { n: sum('count'), open: sum('open'), long: sum('longTerm') });
}

/** The single cases in view as words, for the keyboard and for who does not see the map. */
function SingleCases({ marks }: { readonly marks: readonly Single[] }) {
  const t = useTexts(listTexts);
  return (
    <aside className="cs-map-side">
      <h2>{t('mapHere')}</h2>
      {marks.length === 0 ? <p className="cs-quiet">{t('mapNothing')}</p> : null}
      <ul className="cs-near">
        {marks.slice(0, 100).map((mark) => (
          <li key={mark.case.id}>
            <Go href={casePath(mark.case.id)}>{mark.case.number}</Go>
            <span className="cs-cut" title={mark.case.title}>
              {mark.case.title}
            </span>
            <CaseState state={mark.case.state} outcome={mark.case.outcome} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
