import { useTexts, useWord } from '../../ui/i18n.ts';
import type { PickerProps } from '../../ui/pickers.tsx';
import { SearchPicker } from '../../ui/SearchPicker.tsx';
import { areasList, unitsList } from '../api.ts';
import { peopleList } from '../api/people.ts';
import { type AreaKind, areaKinds, unitKinds } from '../schema.ts';
import { cityTexts } from './text.ts';
import { useJoining } from '../../ui/joining.ts';

/** A unit in force, by name, short name, code or pinyin initials. */
export function UnitPicker(props: PickerProps) {
  const t = useTexts(cityTexts);
  const word = useWord();
  return (
    <SearchPicker
      {...props}
      operation={unitsList}
      ask={(text) => (text ? { q: text } : {})}
      choices={({ items }) => items.slice(0, 80).map((unit) => ({ value: unit.id, label: unit.name, note: word(unitKinds[unit.kind]) }))}
      placeholder={props.placeholder ?? t('pickUnit')}
    />
  );
}

export function PersonPicker(props: PickerProps) {
  const t = useTexts(cityTexts);
  const join = useJoining();
  return (
    <SearchPicker
      {...props}
      operation={peopleList}
      ask={(text) => ({ ...(text ? { q: text } : {}), limit: 30 })}
      choices={({ items }) =>
        items.map((person) => ({ value: person.id, label: person.name, note: join.names(person.posts.map((post) => post.unit.shortName)) }))
      }
      placeholder={props.placeholder ?? t('pickPerson')}
    />
  );
}

/** An area, of one kind where asked for. */
export function AreaPicker({ kind, ...props }: PickerProps & { readonly kind?: AreaKind }) {
  const t = useTexts(cityTexts);
  const word = useWord();
  return (
    <SearchPicker
      {...props}
      operation={areasList}
      ask={(text) => ({ ...(text ? { q: text } : {}), ...(kind ? { kind } : {}), limit: 30 })}
      choices={({ items }) => items.map((area) => ({ value: area.id, label: area.name, note: word(areaKinds[area.kind]) }))}
      placeholder={props.placeholder ?? t('pickArea')}
    />
  );
}
