import { AreaMap } from '../../../ui/AreaMap.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { MapArea } from '../../../ui/map.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { StateTag } from '../../../ui/StateTag.tsx';
import { areasMap, areasTree, cityAbout } from '../../api.ts';
import { dutyMap } from '../../api/duties.ts';
import { areaKinds } from '../../schema.ts';
import type { AreaRow } from '../answers.ts';
import { areaTexts } from '../area-text.ts';

/** Vacant compounds that are looked at; a city with more shows at least so many. */
const VACANT = 200;

/** How many compounds nobody answers for, in each area around them. */
function useVacant(): ReadonlyMap<string, number> {
  const vacant = useOperation(dutyMap, { vacant: 'true', limit: VACANT });
  const counts = new Map<string, number>();
  for (const { area } of vacant.data?.items ?? []) for (const id of area.path.split('/')) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The city's communities to choose from, as a tree and on the map; where compounds are vacant, it says so. */
export function CityDuty() {
  const t = useTexts(areaTexts);
  const place = usePlace();
  const tree = useOperation(areasTree, { kinds: 'district,street,community' });
  const sums = useOperation(dutyMap, { limit: 1 });
  const borders = useOperation(areasMap, { kinds: 'community' });
  const city = useOperation(cityAbout, {});
  const vacant = useVacant();
  const areas = borders.data?.features.map(({ id, properties, geometry }): MapArea => {
    const count = vacant.get(id);
    return {
      id,
      name: properties.name,
      note: count ? t('vacantN', { n: count }) : undefined,
      geometry,
      tone: count ? 'vacant' : 'plain',
      label: true,
    };
  });
  return (
    <>
      <PageHead
        title={t('areaDuty')}
        note={sums.data ? t('areaDutyCity', { n: sums.data.areas, answered: sums.data.answered, vacant: sums.data.vacant }) : undefined}
      />
      <div className="tc-duty tc-duty-city">
        <nav className="tc-duty-tree" aria-label={t('tree')}>
          <Asked of={tree}>
            {tree.data?.items.length === 0 ? <Empty title={t('areasEmpty')} hint={t('areasEmptyHint')} /> : null}
            <ul>
              {tree.data?.items.map((area) => (
                <TreeLink key={area.id} area={area} vacant={vacant.get(area.id)} />
              ))}
            </ul>
          </Asked>
        </nav>
        <div className="tc-duty-map">
          <p className="tc-duty-legend">
            <span>
              <i className="tc-swatch tc-swatch-plain" aria-hidden="true" />
              {t('answered')}
            </span>
            <span>
              <i className="tc-swatch tc-swatch-vacant" aria-hidden="true" />
              {t('hasVacant')}
            </span>
            <span className="tc-hint">{t('baseMap')}</span>
          </p>
          <AreaMap
            name={t('mapName')}
            areas={areas}
            tiles={city.data?.tiles}
            onArea={(under) => place.setQuery({ under, all: undefined, at: undefined }, 'push')}
          />
        </div>
      </div>
    </>
  );
}

function TreeLink({ area, vacant }: { readonly area: AreaRow; readonly vacant: number | undefined }) {
  const t = useTexts(areaTexts);
  const word = useWord();
  return (
    <li className={`tc-duty-${area.kind}`}>
      <Go href={`/work/areas?under=${area.id}`}>
        <span>{area.name}</span>
        {area.kind === 'community' ? null : <small>{word(areaKinds[area.kind])}</small>}
        {vacant && area.kind === 'community' ? (
          <StateTag tone="warn" icon="vacant">
            {t('vacantN', { n: vacant })}
          </StateTag>
        ) : null}
      </Go>
    </li>
  );
}
