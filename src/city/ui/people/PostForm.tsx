import { Button, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type Role, roles } from '../../../kernel/actor.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { postAssign } from '../../api/people.ts';
import { AreaPicker, PersonPicker, UnitPicker } from '../pickers.tsx';
import { cityTexts } from '../text.ts';
import { PeriodFields } from './PostActs.tsx';

interface Typed {
  readonly personId: string;
  readonly unitId: string;
  readonly role: Role;
  readonly areaId?: string | null;
  readonly title?: string;
  readonly validFrom: Dayjs;
  readonly validTo?: Dayjs | null;
}
interface Named {
  readonly id: string;
  readonly name: string;
}
interface PostFormProps {
  /** Known from the page the form was opened on. */
  readonly unit?: Named;
  readonly person?: Named;
  readonly onDone: (words: string) => void;
}

/** Gives a person a post: unit, role, area, period. Rights follow from it at once. */
export function PostForm({ unit, person, onDone }: PostFormProps) {
  const t = useTexts(cityTexts);
  const word = useWord();
  const act = useAct(postAssign);
  return (
    <ActForm<typeof postAssign, Typed>
      act={act}
      initial={{ unitId: unit?.id, personId: person?.id, validFrom: dayjs(cityDay()) }}
      toInput={({ validFrom, validTo, ...values }) => ({
        ...values,
        areaId: values.areaId ?? null,
        title: values.title ?? '',
        validFrom: validFrom.format('YYYY-MM-DD'),
        validTo: validTo?.format('YYYY-MM-DD') ?? null,
      })}
      onDone={(post) => onDone(t('postGiven', { name: post.person.name, unit: post.unit.shortName, role: word(roles[post.role]) }))}
    >
      <div className="tc-form-pair">
        <Field name="personId" label={t('person')} required>
          <PersonPicker known={person ? { value: person.id, label: person.name } : null} disabled={person !== undefined} />
        </Field>
        <Field name="unitId" label={t('unit')} required>
          <UnitPicker known={unit ? { value: unit.id, label: unit.name } : null} disabled={unit !== undefined} />
        </Field>
        <Field name="role" label={t('role')} required>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={Object.entries(roles).map(([value, name]) => ({ value, label: word(name) }))}
          />
        </Field>
        <Field name="title" label={t('postTitle')} hint={t('postTitleHint')}>
          <Input maxLength={40} />
        </Field>
      </div>
      <Field name="areaId" label={t('postArea')} hint={t('postAreaHint')}>
        <AreaPicker />
      </Field>
      <PeriodFields />
      <Button type="primary" htmlType="submit" loading={act.busy}>
        {t('postGive')}
      </Button>
    </ActForm>
  );
}
