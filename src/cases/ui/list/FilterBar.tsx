import { Button, Input, type InputRef, Popover, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { useNarrow } from '../../../ui/narrow.ts';
import { usePlace } from '../../../ui/place.ts';
import { useLater } from '../../../ui/SearchPicker.tsx';
import { AreaPicker, UnitPicker } from '../../../ui/pickers.tsx';
import { caseStates } from '../../schema/words.ts';
import { CategoryPicker } from '../pickers.tsx';
import { listTexts } from '../text/list.ts';
import { inForce, listed, without } from './filters.ts';
import { MoreFilters } from './MoreFilters.tsx';

interface FilterBarProps {
  readonly hide?: readonly ('state' | 'unit')[];
  /** The page has an order of its own. */
  readonly ordered?: boolean;
  /** The bar was just opened: the focus goes into it. */
  readonly begin?: boolean;
}

/** Filters of a list of cases; they live in the address, so that a link shows the same list. */
export function FilterBar({ hide = [], ordered = false, begin = false }: FilterBarProps) {
  const t = useTexts(listTexts);
  const place = usePlace();
  const narrow = useNarrow();
  const count = inForce(place.query, hide).filter((name) => name !== 'text').length;
  const fields = <FilterFields hide={hide} />;
  return (
    <search className="cs-filters">
      <TextFilter begin={begin} />
      {narrow ? null : fields}
      <Popover
        trigger="click"
        placement="bottomLeft"
        content={
          <div className="cs-more-filters">
            {narrow ? fields : null}
            <MoreFilters sorted={!ordered} />
          </div>
        }
      >
        <Button icon={<Icon name="filter" />}>
          {narrow && count > 0 ? t('filteredBy', { n: count }) : t(narrow ? 'filters' : 'more')}
        </Button>
      </Popover>
      {count > 0 || place.query.text ? (
        <Button type="link" onClick={() => place.setQuery(without(hide))}>
          {t('clear')}
        </Button>
      ) : null}
    </search>
  );
}

function TextFilter({ begin }: { readonly begin: boolean }) {
  const t = useTexts(listTexts);
  const place = usePlace();
  const [text, setText] = useState(place.query.text ?? '');
  const input = useRef<InputRef>(null);
  const later = useLater(text, 300);
  const asked = place.query.text ?? '';
  const sent = useRef(asked);
  useEffect(() => {
    if (begin) input.current?.focus();
  }, [begin]);
  useEffect(() => {
    if (later === sent.current) return;
    sent.current = later;
    place.setQuery({ text: later || undefined });
  }, [later, place]);
  // The address was changed from elsewhere: a view, Back, or "clear".
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setText(asked);
  }, [asked]);
  useKeys([{ key: 'f', words: t('filters'), run: () => input.current?.focus() }]);
  return (
    <Input
      ref={input}
      className="cs-find"
      allowClear
      type="search"
      aria-label={t('find')}
      placeholder={t('find')}
      title={t('findHint')}
      prefix={<Icon name="search" />}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  );
}

function FilterFields({ hide }: { readonly hide: readonly string[] }) {
  const t = useTexts(listTexts);
  const word = useWord();
  const { query, setQuery } = usePlace();
  return (
    <>
      {hide.includes('state') ? null : (
        <Select<string[]>
          mode="multiple"
          maxTagCount="responsive"
          aria-label={t('filterState')}
          placeholder={t('filterState')}
          value={listed(query.state)}
          options={Object.entries(caseStates).map(([value, name]) => ({ value, label: word(name) }))}
          onChange={(states) => setQuery({ state: states.join(',') })}
        />
      )}
      <CategoryPicker
        classes
        clearable
        label={t('filterCategory')}
        placeholder={t('filterCategory')}
        value={query.category}
        onChange={(code) => setQuery({ category: code ?? undefined })}
      />
      {hide.includes('unit') ? null : (
        <UnitPicker
          label={t('filterUnit')}
          placeholder={t('filterUnit')}
          value={query.unit}
          onChange={(unit) => setQuery({ unit: unit ?? undefined })}
        />
      )}
      <AreaPicker
        label={t('filterArea')}
        placeholder={t('filterArea')}
        value={query.area}
        onChange={(area) => setQuery({ area: area ?? undefined })}
      />
    </>
  );
}
