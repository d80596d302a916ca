import { Button, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect } from 'react';
import { type Role, roles } from '../../../kernel/actor.ts';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { cityDay } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { unitGet } from '../../api.ts';
import { postAssign } from '../../api/people.ts';
import { rolesAt } from '../../rules.ts';
import { type UnitKind, unitKinds } from '../../schema.ts';
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
  readonly unit?: Named & { readonly kind: UnitKind };
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
        <RoleField unit={unit} />
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

/** Offers what the chosen unit may have, by the rule that the server asks as well. */
function RoleField({ unit }: Pick<PostFormProps, 'unit'>) {
  const t = useTexts(cityTexts);
  const word = useWord();
  const form = Form.useFormInstance<Typed>();
  const unitId = Form.useWatch('unitId', form);
  const asked = useOperation(unitGet, { unitId: unitId ?? '' }, { enabled: Boolean(unitId) && unit === undefined, fresh: true });
  const kind = unit?.kind ?? (unitId ? asked.data?.kind : undefined);
  const offered = kind ? rolesAt(kind) : (Object.keys(roles) as Role[]);
  useEffect(() => {
    const role: Role | undefined = form.getFieldValue('role');
    if (!kind || !role || rolesAt(kind).includes(role)) return;
    form.setFields([
      { name: 'role', value: undefined, errors: [t('roleUnfit', { role: word(roles[role]), kind: word(unitKinds[kind]) })] },
    ]);
  }, [form, kind, t, word]);
  return (
    <Field name="role" label={t('role')} hint={kind ? t('roleOffered', { kind: word(unitKinds[kind]) }) : t('roleByUnit')} required>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent={kind ? t('roleOffered', { kind: word(unitKinds[kind]) }) : undefined}
        options={offered.map((value) => ({ value, label: word(roles[value]) }))}
      />
    </Field>
  );
}
