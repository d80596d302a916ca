import { useMemo } from 'react';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { MapArea } from '../../../ui/map.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { areasMap, areasTree, cityAbout, dutyMap } from '../../api.ts';
import { areaKinds } from '../../schema.ts';
import { areaTexts } from '../area-text.ts';

/** The city's communities to choose from, as a tree and on the map. */
export function CityDuty() {
  const t = useTexts(areaTexts);
  const word = useWord();
  const place = usePlace();
  const tree = useOperation(areasTree, { kinds: 'district,street,community' });
  const sums = useOperation(dutyMap, { limit: 1 });
  const borders = useOperation(areasMap, { kinds: 'community' });
  const city = useOperation(cityAbout, {});
  const areas = useMemo<readonly MapArea[]>(
    () =>
      borders.data?.features.map(({ id, properties, geometry }) => ({ id, name: properties.name, geometry, tone: 'plain', label: true })) ??
      [],
    [borders.data],
  );
  const open = (under: string) => place.setQuery({ under, all: undefined, at: undefined }, 'push');
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
                <li key={area.id} className={`tc-duty-${area.kind}`}>
                  <Go href={`/work/areas?under=${area.id}`}>
                    <span>{area.name}</span> <small>{area.kind === 'community' ? '' : word(areaKinds[area.kind])}</small>
                  </Go>
                </li>
              ))}
            </ul>
          </Asked>
        </nav>
        <div className="tc-duty-map">
          <p className="tc-hint tc-duty-legend">{t('baseMap')}</p>
          <AreaMap name={t('mapName')} areas={areas} tiles={city.data?.tiles} onArea={open} />
        </div>
      </div>
    </>
  );
}
