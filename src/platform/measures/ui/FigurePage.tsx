import './figures.css';
import { Select } from 'antd';

import { figureText } from '../../../ui/dates.ts';
import { PickFilter } from '../../../ui/filters.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { UnitPicker } from '../../../ui/pickers.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked, Empty } from '../../../ui/States.tsx';
import { getMeasure, listMeasures } from '../api.ts';
import { Behind } from './Behind.tsx';
import { FrozenLine } from './FrozenLine.tsx';
import { Groups } from './Groups.tsx';
import { MonthLine } from './MonthLine.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { periodOf } from './period.ts';
import type { Meaning } from './scope.ts';
import { measureTexts } from './text.ts';
import { valueText } from './value.ts';

const places = ['unit', 'area', 'category', 'channel'] as const;
const placeTexts = { unit: 'byUnit', area: 'byArea', category: 'byCategory', channel: 'byChannel' } as const;

/** A figure: value, what it counts, by month, by unit, and its records. The same page wherever a figure is pressed. */
export function FigurePage() {
  const t = useTexts(measureTexts);
  const place = usePlace();
  const measures = useOperation(listMeasures, {});
  const meaning = measures.data?.items.find((each) => each.id === place.param('measure'));
  if (meaning) return <Figure key={meaning.id} meaning={meaning} />;
  return (
    <>
      <PageHead title={t('measures')} path={[{ name: t('measures'), href: '/work/figures' }]} />
      <Asked of={measures}>
        <Empty title={t('measuresEmpty')} />
      </Asked>
    </>
  );
}

function Figure({ meaning }: { readonly meaning: Meaning }) {
  const t = useTexts(measureTexts);
  const word = useWord();
  const { query, setQuery } = usePlace();
  const period = periodOf(query);
  const scope = { from: period.from, to: period.to, unit: query.unit, area: query.area, category: query.category, channel: query.channel };
  const figure = useOperation(getMeasure, { measure: meaning.id, ...scope });
  const offered = places.filter((each) => meaning.groupings.includes(each));
  const by = offered.find((each) => each === query.by) ?? offered[0];
  return (
    <div className="tc-record">
      <PageHead title={word(meaning.name)} path={[{ name: t('measures'), href: '/work/figures' }]}>
        <PickFilter of="unit" label={t('unit')} picker={UnitPicker} />
        <PeriodBar />
      </PageHead>
      <Asked of={figure} rows={2}>
        <div className="tc-value">
          <p className="tc-value-figure">
            {valueText({ kind: meaning.kind, value: figure.data?.value ?? null })}
            {meaning.kind === 'rate' || figure.data?.value === null ? null : <small> {word(meaning.unit)}</small>}
          </p>
          <p>
            {figure.data?.denominator === undefined
              ? t('recordCount', { n: figure.data?.records.count ?? 0 })
              : `${figureText(figure.data.numerator ?? 0)} ÷ ${figureText(figure.data.denominator)}`}
            {figure.data?.value === null ? <span className="tc-hint"> {t('noValueHint')}</span> : null}
          </p>
          <div className="tc-value-means">
            <h2>{t('means')}</h2>
            <p>{word(meaning.meaning)}</p>
          </div>
        </div>
        <FrozenLine meaning={meaning} figure={figure.data} />
      </Asked>
      <div className="tc-figure-cols">
        <section aria-label={t('groupsOf')}>
          {meaning.groupings.includes('month') ? <MonthLine meaning={meaning} period={period} scope={scope} /> : null}
          {offered.length > 1 ? (
            <div className="tc-filters">
              <Select
                aria-label={t('groupsOf')}
                value={by}
                options={offered.map((each) => ({ value: each, label: t(placeTexts[each]) }))}
                onChange={(next) => setQuery({ by: next })}
              />
            </div>
          ) : null}
          {by ? <Groups meaning={meaning} by={by} scope={scope} title={t(placeTexts[by])} /> : null}
        </section>
        <section aria-label={t('records')}>
          <Behind meaning={meaning} scope={scope} late={figure.data?.corrections?.count} />
        </section>
      </div>
    </div>
  );
}
