import { Select } from 'antd';
import { peopleList } from '../../city/api/people.ts';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { UnitPicker } from '../../ui/pickers.tsx';
import { useOperation } from '../../ui/query.ts';
import { type Choice, SearchPicker } from '../../ui/SearchPicker.tsx';
import { listCases } from '../api.ts';
import { listCategories } from '../api/settings.ts';
import { caseTexts } from './text.ts';

interface PickerProps {
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly known?: Choice | null;
  readonly id?: string;
  readonly label?: string;
  readonly clearable?: boolean;
}

/** Somebody of a unit. */
export function PersonPicker({ unitId, ...props }: PickerProps & { readonly unitId?: string }) {
  const t = useTexts(caseTexts);
  return (
    <SearchPicker
      {...props}
      operation={peopleList}
      ask={(text) => ({ ...(text ? { q: text } : {}), ...(unitId ? { unitId } : {}), limit: 20 })}
      choices={({ items }) =>
        items.map((person) => ({
          value: person.id,
          label: person.name,
          note: person.posts.map((post) => post.title || post.unit.shortName).join(' · '),
        }))
      }
      placeholder={t('choosePerson')}
    />
  );
}

/** Another case, by number or words. */
export function CasePicker({ except, ...props }: PickerProps & { readonly except?: string }) {
  const t = useTexts(caseTexts);
  return (
    <SearchPicker
      {...props}
      operation={listCases}
      ask={(text) => ({ ...(text.length > 1 ? { text } : {}), limit: 12 })}
      choices={({ items }) =>
        items
          .filter((item) => item.id !== except)
          .map((item) => ({ value: item.id, label: `${item.number} ${item.title}`, note: item.place }))
      }
      placeholder={t('chooseCase')}
    />
  );
}

interface CategoryPickerProps {
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly id?: string;
  readonly label?: string;
  /** Classes too: filters take all categories of a class. */
  readonly classes?: boolean;
  readonly clearable?: boolean;
  readonly placeholder?: string;
}

/** The active categories under their classes. */
export function CategoryPicker({ value, onChange, id, label, classes, clearable, placeholder }: CategoryPickerProps) {
  const t = useTexts(caseTexts);
  const word = useWord();
  const { data, loading } = useOperation(listCategories, {});
  const all = data?.items ?? [];
  const heads = all.filter((category) => category.classCode === null);
  const options = heads.map((head) => ({
    label: word(head.name),
    title: head.code,
    options: [
      ...(classes ? [{ value: head.code, label: word(head.name), find: `${head.code} ${head.name.zh} ${head.name.en}` }] : []),
      ...all
        .filter((category) => category.classCode === head.code)
        .map((category) => ({
          value: category.code,
          label: word(category.name),
          find: `${category.code} ${category.name.zh} ${category.name.en} ${(category.keywords ?? []).join(' ')}`.toLowerCase(),
        })),
    ],
  }));
  return (
    <Select<string>
      id={id}
      aria-label={label}
      className="tc-picker"
      value={value ?? undefined}
      loading={loading}
      allowClear={clearable ?? false}
      placeholder={placeholder ?? t('chooseCategory')}
      showSearch={{ filterOption: (text, option) => String(option && 'find' in option ? option.find : '').includes(text.toLowerCase()) }}
      options={options}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
    />
  );
}

interface NamedPickerProps {
  readonly value: { readonly id: string; readonly name: string } | null;
  readonly onChange: (unit: { readonly id: string; readonly name: string } | null) => void;
  readonly label: string;
}

/** A unit with its name, where the screen says the name before anything is sent. */
export function UnitPickerNamed({ value, onChange, label }: NamedPickerProps) {
  return (
    <UnitPicker
      label={label}
      known={value ? { value: value.id, label: value.name } : null}
      value={value?.id ?? null}
      onChange={(id, choice) => onChange(id && choice ? { id, name: choice.label } : null)}
    />
  );
}
