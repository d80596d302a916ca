import { Checkbox, Input, Select } from 'antd';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { channels, outcomes } from '../../schema/words.ts';
import { listTexts } from '../text/list.ts';
import { flagNames, listed, type Sort, sortOf } from './filters.ts';

const flagKeys = {
  mine: 'filterMine',
  overdue: 'filterOverdue',
  urgent: 'filterUrgent',
  supervised: 'filterSupervised',
  recurrence: 'filterRecurrence',
  requestOpen: 'filterRequest',
  passed: 'filterPassed',
  assisting: 'filterAssisting',
  found: 'filterFound',
  released: 'filterReleased',
} as const;

/** The filters that are needed less often, and the order where it is free. */
export function MoreFilters({ sorted }: { readonly sorted: boolean }) {
  const t = useTexts(listTexts);
  const word = useWord();
  const { query, setQuery } = usePlace();
  return (
    <div className="cs-more">
      <div className="cs-more-flags">
        {flagNames.map((name) => (
          <Checkbox
            key={name}
            checked={query[name] === 'true'}
            onChange={({ target }) => setQuery({ [name]: target.checked ? 'true' : undefined })}
          >
            {t(flagKeys[name])}
          </Checkbox>
        ))}
      </div>
      <Select<string[]>
        mode="multiple"
        aria-label={t('filterChannel')}
        placeholder={t('filterChannel')}
        value={listed(query.channel)}
        options={Object.entries(channels).map(([value, name]) => ({ value, label: word(name) }))}
        onChange={(values) => setQuery({ channel: values.join(',') })}
      />
      <Select<string[]>
        mode="multiple"
        aria-label={t('filterOutcome')}
        placeholder={t('filterOutcome')}
        value={listed(query.outcome)}
        options={Object.entries(outcomes).map(([value, name]) => ({ value, label: word(name) }))}
        onChange={(values) => setQuery({ outcome: values.join(',') })}
      />
      <div className="cs-more-days">
        <label>
          {t('filterFrom')}
          <Input type="date" value={query.from ?? ''} max={query.to} onChange={({ target }) => setQuery({ from: target.value })} />
        </label>
        <label>
          {t('filterTo')}
          <Input type="date" value={query.to ?? ''} min={query.from} onChange={({ target }) => setQuery({ to: target.value })} />
        </label>
      </div>
      {sorted ? <SortSelect /> : null}
    </div>
  );
}

function SortSelect() {
  const t = useTexts(listTexts);
  const { query, setQuery } = usePlace();
  return (
    <Select<Sort>
      aria-label={t('sort')}
      value={sortOf(query.sort)}
      options={[
        { value: 'newest', label: t('sortNewest') },
        { value: 'due', label: t('sortDue') },
        { value: 'closed', label: t('sortClosed') },
        { value: 'expected', label: t('sortExpected') },
      ]}
      onChange={(sort) => setQuery({ sort: sort === 'newest' ? undefined : sort })}
    />
  );
}
