import { Button, DatePicker, Input, InputNumber, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct } from '../../../ui/query.ts';
import { facilityChange, facilityCreate, facilityEnd } from '../../api/compounds.ts';
import { type Defence, defences, type FacilityState, facilityStates } from '../../schema.ts';
import type { FacilityRow } from '../answers.ts';
import { UnitPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

interface Typed {
  readonly defence: Defence;
  readonly name: string;
  readonly amount: number;
  readonly measureWord?: string;
  readonly state: FacilityState;
  readonly checkedOn?: Dayjs | null;
  readonly partnerUnitId?: string | null;
  readonly note?: string;
}

interface FacilityFormProps {
  readonly areaId: string;
  readonly facility?: FacilityRow;
  readonly onDone: (words: string) => void;
}

/** Records a facility of a compound, or what became of it. */
export function FacilityForm({ areaId, facility, onDone }: FacilityFormProps) {
  const t = useTexts(areaTexts);
  const create = useAct(facilityCreate);
  const change = useAct(facilityChange);
  const fields = ({ checkedOn, ...values }: Typed) => ({
    ...values,
    measureWord: values.measureWord ?? '',
    partnerUnitId: values.partnerUnitId ?? null,
    note: values.note ?? '',
    checkedOn: checkedOn?.format('YYYY-MM-DD') ?? null,
  });
  const done = ({ name }: { readonly name: string }) => onDone(t('facilitySaved', { name }));
  if (!facility) {
    return (
      <ActForm<typeof facilityCreate, Typed>
        act={create}
        initial={{ defence: 'people', amount: 1, state: 'inPlace' }}
        toInput={(values) => ({ areaId, ...fields(values) })}
        onDone={done}
      >
        <FacilityFields busy={create.busy} />
      </ActForm>
    );
  }
  return (
    <>
      <ActForm<typeof facilityChange, Typed>
        act={change}
        initial={{ ...facility, checkedOn: facility.checkedOn ? dayjs(facility.checkedOn) : null }}
        toInput={(values) => ({ facilityId: facility.id, revision: facility.revision, ...fields(values) })}
        onDone={done}
      >
        <FacilityFields busy={change.busy} partner={facility.partnerUnit} />
      </ActForm>
      <EndFacility facility={facility} onDone={onDone} />
    </>
  );
}

function FacilityFields({
  busy,
  partner,
}: {
  readonly busy: boolean;
  readonly partner?: { readonly id: string; readonly name: string } | null;
}) {
  const t = useTexts(areaTexts);
  const word = useWord();
  return (
    <>
      <Field name="defence" label={t('facilityKind')} required>
        <Segmented options={Object.entries(defences).map(([value, name]) => ({ value, label: word(name) }))} />
      </Field>
      <Field name="name" label={t('facilityName')} required>
        <Input maxLength={80} />
      </Field>
      <div className="tc-form-pair">
        <Field name="amount" label={t('facilityAmount')} required>
          <InputNumber min={0} precision={0} />
        </Field>
        <Field name="measureWord" label={t('facilityWord')}>
          <Input maxLength={8} />
        </Field>
        <Field name="state" label={t('facilityState')} required>
          <Select options={Object.entries(facilityStates).map(([value, name]) => ({ value, label: word(name) }))} />
        </Field>
        <Field name="checkedOn" label={t('facilityChecked')}>
          <DatePicker />
        </Field>
      </div>
      <Field name="partnerUnitId" label={t('facilityPartner')}>
        <UnitPicker known={partner ? { value: partner.id, label: partner.name } : null} />
      </Field>
      <Field name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </>
  );
}

function EndFacility({ facility, onDone }: { readonly facility: FacilityRow; readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(facilityEnd);
  const end = async () => {
    if (await act.run({ facilityId: facility.id, revision: facility.revision })) onDone(t('facilityEnded', { name: facility.name }));
  };
  return (
    <p className="tc-form-end">
      <Button onClick={() => void end()} loading={act.busy}>
        {t('facilityEnd')}
      </Button>
      {act.problem ? <span role="alert">{act.problem.title}</span> : null}
    </p>
  );
}
