import { Button } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../../ui/Dialog.tsx';
import { PickFilter } from '../../../ui/filters.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { usePages } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { useSession } from '../../../ui/session.ts';
import { Empty } from '../../../ui/States.tsx';
import { venuesList } from '../../api/compounds.ts';
import { venueKinds } from '../../schema.ts';
import type { VenueRow } from '../answers.ts';
import { AreaPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';
import { VenueForm } from './VenueForm.tsx';

/** Places where things are held or shown. */
export function VenuesPage() {
  const t = useTexts(areaTexts);
  const word = useWord();
  const session = useSession();
  const { query } = usePlace();
  const [form, setForm] = useState<{ readonly venue?: VenueRow } | null>(null);
  const pages = usePages(venuesList, { under: query.under });
  const keeps = session.may('city.keepCompounds');
  const columns: readonly Column<VenueRow>[] = [
    {
      key: 'name',
      title: t('name'),
      show: (venue) =>
        keeps ? (
          <button type="button" className="tc-link" onClick={() => setForm({ venue })}>
            {venue.name}
          </button>
        ) : (
          venue.name
        ),
    },
    { key: 'kind', title: t('kind'), show: (venue) => word(venueKinds[venue.kind]) },
    { key: 'area', title: t('area'), show: (venue) => <Go href={`/work/areas/${venue.area.id}`}>{venue.area.name}</Go> },
    { key: 'address', title: t('address'), show: (venue) => venue.address, wide: true },
  ];
  return (
    <>
      <PageHead title={t('venues')} note={t('venuesNote')}>
        {keeps ? <Button onClick={() => setForm({})}>{t('venueAdd')}</Button> : null}
      </PageHead>
      <search className="tc-filters">
        <PickFilter of="under" label={t('area')} picker={AreaPicker} />
      </search>
      <ListView
        name="venues"
        label={t('venues')}
        pages={pages}
        columns={columns}
        rowKey={(venue) => venue.id}
        rowName={(venue) => venue.name}
        empty={<Empty title={t('venuesEmpty')} hint={t('venuesEmptyHint')} />}
      />
      <Dialog open={form !== null} title={t(form?.venue ? 'venueEdit' : 'venueAdd')} onClose={() => setForm(null)} width={720}>
        {form ? (
          <VenueForm
            area={form.venue?.area}
            venue={form.venue}
            onDone={(words) => {
              setForm(null);
              say(words);
            }}
          />
        ) : null}
      </Dialog>
    </>
  );
}
