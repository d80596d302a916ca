import { Checkbox, Input, Select } from 'antd';
import type { FunctionComponent } from 'react';
import type { Bilingual } from '../kernel/text.ts';
import { useWord } from './i18n.ts';
import type { PickerProps } from './pickers.tsx';
import { usePlace } from './place.ts';
import type { Choice } from './SearchPicker.tsx';

/** Controls above a list. Each stands for one value of the address's query, so that a filtered list can be linked and returned to. */

interface FilterProps {
  /** The name of its value in the query. */
  readonly of: string;
  readonly label: string;
}

/** Words to find; asked for by Enter, not by each letter. */
export function FindFilter({ of, label, hint = label, width = 280 }: FilterProps & { readonly hint?: string; readonly width?: number }) {
  const { query, setQuery } = usePlace();
  return (
    <Input.Search
      allowClear
      defaultValue={query[of]}
      placeholder={hint}
      aria-label={label}
      onSearch={(text) => setQuery({ [of]: text })}
      style={{ maxWidth: width }}
    />
  );
}

/** One of a few named values. */
export function ChoiceFilter({ of, label, choices }: FilterProps & { readonly choices: Readonly<Record<string, Bilingual>> }) {
  const word = useWord();
  const { query, setQuery } = usePlace();
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      value={query[of]}
      options={Object.entries(choices).map(([value, name]) => ({ value, label: word(name) }))}
      onChange={(value?: string) => setQuery({ [of]: value })}
    />
  );
}

/** On or off; `yes` in the query. */
export function YesFilter({ of, label }: FilterProps) {
  const { query, setQuery } = usePlace();
  return (
    <Checkbox checked={query[of] === 'yes'} onChange={({ target }) => setQuery({ [of]: target.checked ? 'yes' : undefined })}>
      {label}
    </Checkbox>
  );
}

interface PickFilterProps extends FilterProps {
  readonly picker: FunctionComponent<PickerProps>;
  readonly known?: Choice | null;
}

/** One of many, looked up by name. */
export function PickFilter({ of, label, picker: Picker, known = null }: PickFilterProps) {
  const { query, setQuery } = usePlace();
  return (
    <div className="tc-filter-picker">
      <Picker label={label} value={query[of] ?? null} onChange={(value) => setQuery({ [of]: value ?? undefined })} known={known} />
    </div>
  );
}
