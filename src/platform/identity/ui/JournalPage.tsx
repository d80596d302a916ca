import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { stampTime } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { PickFilter } from '../../../ui/filters.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { ListView } from '../../../ui/ListView.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { PersonPicker } from '../../../ui/pickers.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation, usePages } from '../../../ui/query.ts';
import { Empty } from '../../../ui/States.tsx';
import { journalTypes, listJournal } from '../api.ts';
import { adminTexts } from './admin-text.ts';
import type { JournalRow } from './answers.ts';

/** The journal, newest first: who did what and when. */
export function JournalPage() {
  const t = useTexts(adminTexts);
  const { query, setQuery } = usePlace();
  const [open, setOpen] = useState<JournalRow | null>(null);
  const pages = usePages(listJournal, {
    type: query.type,
    personId: query.person,
    subjectKind: query.kind,
    subjectId: query.subject,
    from: query.from ? dayjs.tz(query.from).toISOString() : undefined,
    until: query.until ? dayjs.tz(query.until).endOf('day').toISOString() : undefined,
  });
  const columns = useJournalColumns(setOpen);
  return (
    <>
      <PageHead title={t('journal')} note={t('journalNote')} />
      <search className="tc-filters">
        <DatePicker.RangePicker
          aria-label={t('at')}
          allowEmpty={[true, true]}
          value={[query.from ? dayjs(query.from) : null, query.until ? dayjs(query.until) : null]}
          onChange={(range) => setQuery({ from: range?.[0]?.format('YYYY-MM-DD'), until: range?.[1]?.format('YYYY-MM-DD') })}
        />
        <TypeFilter />
        <PickFilter of="person" label={t('who')} picker={PersonPicker} />
      </search>
      <ListView
        name="journal"
        label={t('journal')}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.words.what}
        empty={<Empty title={t('journalEmpty')} />}
      />
      <Dialog open={open !== null} title={open?.words.what ?? ''} onClose={() => setOpen(null)} width={720}>
        {open ? <Details row={open} /> : null}
      </Dialog>
    </>
  );
}

/** One kind of fact, by its name. */
function TypeFilter() {
  const t = useTexts(adminTexts);
  const { query, setQuery } = usePlace();
  const types = useOperation(journalTypes, {});
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('type')}
      placeholder={t('type')}
      value={query.type}
      options={types.data?.items.map(({ type, name }) => ({ value: type, label: name }))}
      onChange={(value?: string) => setQuery({ type: value })}
      style={{ minWidth: 200 }}
    />
  );
}

function useJournalColumns(open: (row: JournalRow) => void): readonly Column<JournalRow>[] {
  const t = useTexts(adminTexts);
  return [
    { key: 'at', title: t('at'), show: (row) => stampTime(row.at) },
    {
      key: 'who',
      title: t('who'),
      show: ({ actor: { kind, name } }) => {
        if (kind === 'person') return name;
        return kind === 'public' || kind === 'system' ? t(kind) : `${t(kind)} ${name}`;
      },
    },
    { key: 'what', title: t('what'), show: (row) => row.words.what, narrow: 'main' },
    { key: 'subject', title: t('subject'), show: (row) => row.words.subject },
    { key: 'ip', title: t('address'), show: (row) => row.ip },
    {
      key: 'details',
      title: t('details'),
      show: (row) => (
        <button type="button" className="tc-link" onClick={() => open(row)}>
          {t('details')}
        </button>
      ),
      narrow: 'side',
    },
  ];
}

function Details({ row }: { readonly row: JournalRow }) {
  const t = useTexts(adminTexts);
  return (
    <>
      <dl className="tc-facts">
        <dt>{t('subject')}</dt>
        <dd>{row.words.subject}</dd>
        <dt>{t('request')}</dt>
        <dd>{row.requestId}</dd>
      </dl>
      {row.words.changes.length === 0 ? (
        <p className="tc-hint">{t('nothingChanged')}</p>
      ) : (
        <table className="tc-table tc-small">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {row.words.changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td className="tc-wrap">{before || '—'}</td>
                <td className="tc-wrap">{after || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
