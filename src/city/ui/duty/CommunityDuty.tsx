import { Checkbox } from 'antd';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { useOverdueByArea } from '../../../ui/contributed.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { Empty, Loading, ProblemLine } from '../../../ui/States.tsx';
import { areaGet, areasMap, areasTree, cityAbout } from '../../api.ts';
import { dutyMap } from '../../api/duties.ts';
import { areaTexts } from '../area-text.ts';
import { AreaColumn } from './AreaColumn.tsx';
import { DutyLegend } from './DutyLegend.tsx';
import { DutyTree } from './DutyTree.tsx';
import { grouped, nextOf, polygonsOf, type Standing } from './lines.ts';
import { pathOf } from './path.ts';

/** An area's compounds: who answers for each, which are vacant, where work is overdue. Tree, map and detail are one selection. */
export function CommunityDuty({ under }: { readonly under: string }) {
  const t = useTexts(areaTexts);
  const place = usePlace();
  const vacantOnly = place.query.vacant === 'yes';
  const area = useOperation(areaGet, { areaId: under }, { fresh: true });
  const lines = usePages(dutyMap, { under, vacant: vacantOnly ? 'true' : 'false', limit: 200 });
  const sums = useOperation(dutyMap, { under, limit: 1 }, { fresh: true });
  const tree = useOperation(areasTree, { under });
  const borders = useOperation(areasMap, { under, kinds: 'community,block,compound' });
  const city = useOperation(cityAbout, {});
  const overdue = useOverdueByArea(under);
  const groups = grouped(lines.items, tree.data?.items ?? [], overdue);
  const all = groups.flatMap((group) => group.standings);
  const at = place.query.at ?? null;
  const choose = (id: string | undefined) => id && place.setQuery({ at: id });
  useDutyKeys(all, at, choose);
  const areas = polygonsOf(all, borders.data?.features ?? [], { vacant: t('vacant'), overdue: (n) => t('overdueN', { n }) });
  const late = all.filter((standing) => standing.overdue > 0).length;
  const note = sums.data
    ? `${t('areaDutyNote', { n: sums.data.areas, answered: sums.data.answered, vacant: sums.data.vacant })}${late ? t('areaDutyOver', { n: late }) : ''}`
    : undefined;
  return (
    <>
      <PageHead title={t('areaDuty')} path={area.data ? pathOf(area.data, t('areaDuty')) : []} note={note}>
        <Checkbox checked={vacantOnly} onChange={({ target }) => place.setQuery({ vacant: target.checked ? 'yes' : undefined })}>
          {t('vacantOnly')}
        </Checkbox>
      </PageHead>
      {lines.problem ? <ProblemLine problem={lines.problem} again={lines.again} /> : null}
      <div className="tc-duty">
        <div className="tc-duty-tree">
          {lines.loading ? <Loading rows={12} height={26} /> : null}
          {!lines.loading && all.length === 0 ? <Empty title={t('areasEmpty')} hint={t('areasEmptyHint')} /> : null}
          <DutyTree groups={groups} at={at} choose={choose} more={lines.more} />
        </div>
        <div className="tc-duty-map">
          <DutyLegend all={all} />
          <AreaMap key={under} name={t('mapName')} areas={areas} tiles={city.data?.tiles} selected={at} onArea={choose} follow />
        </div>
        <aside className="tc-duty-one" aria-label={t('area')}>
          {at ? <AreaColumn key={at} areaId={at} /> : <p className="tc-hint">{t('chooseArea')}</p>}
        </aside>
      </div>
    </>
  );
}

function useDutyKeys(all: readonly Standing[], at: string | null, choose: (id: string | undefined) => void): void {
  const t = useTexts(areaTexts);
  const place = usePlace();
  const index = all.findIndex(({ line }) => line.area.id === at);
  useKeys([
    { key: 'j', shown: 'j k', words: t('keyMove'), run: () => choose(all[Math.min(index + 1, all.length - 1)]?.line.area.id) },
    { key: 'k', run: () => choose(all[Math.max(index - 1, 0)]?.line.area.id) },
    { key: 'v', words: t('keyNextVacant'), run: () => choose(nextOf(all, at, ({ line }) => line.responsible === null)) },
    { key: 'l', words: t('keyNextOver'), run: () => choose(nextOf(all, at, ({ overdue }) => overdue > 0)) },
    { key: 'Enter', words: t('keyOpen'), run: () => at && place.go(`/work/areas/${at}`) },
  ]);
}
