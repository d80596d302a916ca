import './duty.css';
import { useDates } from '../../../ui/dates.ts';
import { PickFilter } from '../../../ui/filters.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { AnswerOf } from '../../../kernel/operation.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { SheetExchange } from '../../../platform/sheets/ui/SheetExchange.tsx';
import { dutiesByPerson } from '../../api/duties.ts';
import { AreaPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

type Row = AnswerOf<typeof dutiesByPerson>['items'][number];

/** What each person answers for. */
export function ByPersonPage() {
  const t = useTexts(areaTexts);
  const { longDay } = useDates();
  const { query } = usePlace();
  const pages = usePages(dutiesByPerson, { under: query.under });
  const columns: readonly Column<Row>[] = [
    { key: 'person', title: t('person'), show: ({ person }) => person.name },
    { key: 'count', title: t('areasCount'), show: ({ duties }) => duties.length, right: true, narrow: 'side' },
    {
      key: 'areas',
      title: t('area'),
      show: ({ duties }) => (
        <span className="tc-by-areas">
          {duties.map((duty) => (
            <Go key={duty.id} href={`/work/areas/${duty.area.id}`} title={t('since', { day: longDay(duty.validFrom) })}>
              {duty.area.name}
            </Go>
          ))}
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHead title={t('byPerson')}>
        <SheetExchange name="areaDuties" />
      </PageHead>
      <search className="tc-filters">
        <PickFilter of="under" label={t('area')} picker={AreaPicker} />
      </search>
      <ListView
        name="duties-people"
        label={t('byPerson')}
        pages={pages}
        columns={columns}
        rowKey={({ person }) => person.id}
        rowName={({ person }) => person.name}
        href={({ person }) => `/work/people/${person.id}`}
        empty={<Empty title={t('byPersonEmpty')} />}
      />
    </>
  );
}
