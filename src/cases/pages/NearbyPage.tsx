import type { ReactElement } from 'react';
import type { Bilingual } from '../../kernel/text.ts';
import { Icon } from '../../public/Icon.tsx';
import { type MapArea, MapPicture, type MapMark } from '../../public/MapPicture.tsx';
import { Chips } from '../../public/parts.tsx';
import type { Box } from '../../public/projection.ts';
import { PublicPage } from '../../public/PublicPage.tsx';
import { useAround, useTexts, useWord } from '../../public/site.ts';
import { frameTexts } from '../../public/text.ts';
import type { PublicCaseItem, PublicState } from '../schema/public.ts';
import { publicStates } from '../schema/public.ts';
import { CaseRows } from './CaseRows.tsx';
import { looks } from './marks.tsx';
import { filterAddress, type NearbyFilters } from './nearby-filters.ts';
import { nearbyTexts } from './text/list.ts';

export interface Counted {
  readonly total: number;
  /** Of them reported before the days that are shown: still on the long-term list. */
  readonly earlier: number;
  /** There are more than could be counted; each number is then the least that there are. */
  readonly more: boolean;
  readonly byState: Readonly<Partial<Record<PublicState, number>>>;
}

export interface NearbyModel {
  readonly filters: NearbyFilters;
  readonly areaName: string | null;
  readonly counted: Counted;
  readonly items: readonly PublicCaseItem[];
  readonly next: string | null;
  readonly map: { readonly box: Box; readonly areas: readonly MapArea[]; readonly marks: readonly MapMark[]; readonly zoomed: boolean };
  readonly places: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
  readonly categories: readonly { readonly code: string; readonly name: Bilingual }[];
  readonly now: Date;
}

const shownStates = ['solved', 'working', 'longTerm', 'answered', 'received'] as const satisfies readonly PublicState[];

/** 公开的问题: the same cases as a map and as a list, with filters that are addresses. */
export function NearbyPage({ model }: { readonly model: NearbyModel }): ReactElement {
  const t = useTexts(nearbyTexts);
  const frame = useTexts(frameTexts);
  const { filters, areaName, items, counted } = model;
  return (
    <PublicPage section="/nearby" wide back={{ href: '/', label: frame('home') }}>
      <h1>{areaName ? t('titleArea', { area: areaName }) : t('title')}</h1>
      <Summary model={model} />
      <StateChips filters={filters} counted={counted}>
        <FilterForm model={model} />
      </StateChips>
      <div className="cols list">
        <MapPart model={model} />
        <div className="stack">
          {items.length > 0 ? <CaseRows items={items} now={model.now} /> : <p>{t('noneNext')}</p>}
          <More model={model} />
        </div>
      </div>
      <p className="small">{t('rule')}</p>
      <div className="act noprint">
        <a className="btn main big" href="/report">
          <Icon name="camera" />
          {t('act')}
        </a>
      </div>
    </PublicPage>
  );
}

function Summary({ model }: { readonly model: NearbyModel }): ReactElement {
  const t = useTexts(nearbyTexts);
  const word = useWord();
  const { counted, filters } = model;
  if (counted.total === 0) return <p>{t('none', { days: filters.days })}</p>;
  const parts = shownStates.flatMap((state) => {
    const n = counted.byState[state] ?? 0;
    // Within a sentence an English name does not begin with a capital.
    return n > 0 ? [t('part', { n, state: word(publicStates[state]).toLowerCase() })] : [];
  });
  return (
    <p>
      {t(counted.more ? 'summaryMore' : 'summary', { n: counted.total - counted.earlier, days: filters.days })}
      {counted.earlier > 0 && t('earlier', { n: counted.earlier })}
      {counted.more ? t('noParts') : t('parts', { parts: parts.join(t('partsComma')) })}
    </p>
  );
}

function StateChips({
  filters,
  counted,
  children,
}: {
  readonly filters: NearbyFilters;
  readonly counted: Counted;
  readonly children: ReactElement;
}): ReactElement {
  const t = useTexts(nearbyTexts);
  const word = useWord();
  const base = { ...filters, cursor: undefined };
  const count = (state: string, n: number) => t(counted.more ? 'countMore' : 'count', { state, n });
  return (
    <Chips
      label={t('only')}
      chips={[
        {
          href: filterAddress({ ...base, state: undefined }),
          label: count(t('allStates'), counted.total),
          current: filters.state === undefined,
        },
        ...shownStates.flatMap((state) => {
          const n = counted.byState[state] ?? 0;
          if (n === 0 && filters.state !== state) return [];
          return [
            {
              href: filterAddress({ ...base, state }),
              label: count(word(publicStates[state]), n),
              icon: looks[state].icon,
              current: filters.state === state,
            },
          ];
        }),
      ]}
    >
      {children}
    </Chips>
  );
}

function FilterForm({ model }: { readonly model: NearbyModel }): ReactElement {
  const t = useTexts(nearbyTexts);
  const word = useWord();
  const { site } = useAround();
  const { filters } = model;
  return (
    <details open={model.items.length === 0}>
      <summary>
        <Icon name="pin" />
        {t('change')}
      </summary>
      <form className="stack" action="/nearby" method="get">
        {filters.state && <input type="hidden" name="state" value={filters.state} />}
        <label htmlFor="area">{t('area')}</label>
        <select className="field" id="area" name="area" defaultValue={filters.area ?? ''}>
          <option value="">{t('wholeCity')}</option>
          {model.places.map(({ id, name, depth }) => (
            <option key={id} value={id}>
              {'　'.repeat(depth) + name}
            </option>
          ))}
        </select>
        <label htmlFor="category">{t('category')}</label>
        <select className="field" id="category" name="category" defaultValue={filters.category ?? ''}>
          <option value="">{t('allCategories')}</option>
          {model.categories.map(({ code, name }) => (
            <option key={code} value={code}>
              {word(name)}
            </option>
          ))}
        </select>
        <label htmlFor="days">{t('days')}</label>
        <select className="field" id="days" name="days" defaultValue={String(filters.days)}>
          {[30, 90, 365].map((days) => (
            <option key={days} value={days}>
              {days === 365 ? t('lastYear') : t('lastDays', { n: days })}
            </option>
          ))}
        </select>
        <button className="btn main wide" type="submit">
          {t('show')}
        </button>
        <button
          className="btn wide"
          type="button"
          id="here"
          hidden
          data-locating={t('locating')}
          data-failed={t('notLocated')}
          data-outside={t('outside', { city: word(site.city) })}
        >
          <Icon name="locate" />
          {t('here')}
        </button>
        <p className="small" id="here-status" role="status" />
      </form>
    </details>
  );
}

function MapPart({ model }: { readonly model: NearbyModel }): ReactElement {
  const t = useTexts(nearbyTexts);
  const { map, filters } = model;
  const grouped = map.marks.some(({ kind }) => kind === 'group');
  const you = map.marks.some(({ kind }) => kind === 'you');
  return (
    <div className="maps stack">
      <MapPicture box={map.box} areas={map.areas} marks={map.marks} label={t('mapLabel')} />
      <p className="small">
        {you && t('mapYou')}
        {grouped && t('mapNote')}
        {map.zoomed && <a href={filterAddress({ ...filters, box: undefined, cursor: undefined })}>{t('wider')}</a>}
      </p>
    </div>
  );
}

function More({ model }: { readonly model: NearbyModel }): ReactElement | null {
  const t = useTexts(nearbyTexts);
  const { filters, next } = model;
  if (!next && !filters.cursor) return null;
  return (
    <div className="stack">
      {next && (
        <a className="btn wide" href={filterAddress({ ...filters, cursor: next })} rel="next">
          {t('next', { n: 20 })}
        </a>
      )}
      {filters.cursor && (
        <a className="btn quiet wide" href={filterAddress({ ...filters, cursor: undefined })}>
          {t('first')}
        </a>
      )}
    </div>
  );
}
