import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ActForm, Field } from '../../../ui/ActForm.tsx';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useAct, useOperation } from '../../../ui/query.ts';
import { areasMap, cityAbout } from '../../api.ts';
import { venueChange, venueCreate, venueEnd } from '../../api/compounds.ts';
import { type VenueKind, venueKinds } from '../../schema.ts';
import type { AreaFull } from '../answers.ts';
import { AreaPicker } from '../pickers.tsx';
import { areaTexts } from '../area-text.ts';

type Venue = AreaFull['venues'][number];
interface Typed {
  readonly areaId: string;
  readonly kind: VenueKind;
  readonly name: string;
  readonly address?: string;
}
interface VenueFormProps {
  readonly area?: { readonly id: string; readonly name: string };
  readonly venue?: Venue;
  readonly onDone: (words: string) => void;
}

/** A place where things are held or shown: kind, name, address, position. */
export function VenueForm({ area, venue, onDone }: VenueFormProps) {
  const t = useTexts(areaTexts);
  const create = useAct(venueCreate);
  const change = useAct(venueChange);
  const [pin, setPin] = useState(venue && venue.lng !== null && venue.lat !== null ? { lng: venue.lng, lat: venue.lat } : null);
  const fields = (values: Typed) => ({ ...values, address: values.address ?? '', lng: pin?.lng ?? null, lat: pin?.lat ?? null });
  const done = ({ name }: { readonly name: string }) => onDone(t('venueSaved', { name }));
  const body = (busy: boolean) => (
    <>
      <VenueFields area={area} />
      <VenuePin areaId={area?.id ?? venue?.areaId} pin={pin} onPin={setPin} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </>
  );
  if (!venue) {
    return (
      <ActForm<typeof venueCreate, Typed> act={create} initial={{ areaId: area?.id, kind: 'board' }} toInput={fields} onDone={done}>
        {body(create.busy)}
      </ActForm>
    );
  }
  return (
    <>
      <ActForm<typeof venueChange, Typed>
        act={change}
        initial={venue}
        toInput={(values) => ({ venueId: venue.id, revision: venue.revision, ...fields(values) })}
        onDone={done}
      >
        {body(change.busy)}
      </ActForm>
      <EndVenue venue={venue} onDone={onDone} />
    </>
  );
}

function VenueFields({ area }: { readonly area?: { readonly id: string; readonly name: string } }) {
  const t = useTexts(areaTexts);
  const word = useWord();
  return (
    <>
      <div className="tc-form-pair">
        <Field name="kind" label={t('kind')} required>
          <Select options={Object.entries(venueKinds).map(([value, name]) => ({ value, label: word(name) }))} />
        </Field>
        <Field name="areaId" label={t('area')} required>
          <AreaPicker known={area ? { value: area.id, label: area.name } : null} clearable={false} />
        </Field>
      </div>
      <Field name="name" label={t('name')} required>
        <Input maxLength={80} />
      </Field>
      <Field name="address" label={t('address')}>
        <Input maxLength={200} />
      </Field>
    </>
  );
}

interface VenuePinProps {
  readonly areaId: string | undefined;
  readonly pin: { readonly lng: number; readonly lat: number } | null;
  readonly onPin: (at: { readonly lng: number; readonly lat: number }) => void;
}

function VenuePin({ areaId, pin, onPin }: VenuePinProps) {
  const t = useTexts(areaTexts);
  const borders = useOperation(areasMap, areaId ? { under: areaId, kinds: 'community,compound' } : { kinds: 'community' });
  const city = useOperation(cityAbout, {});
  const areas = borders.data?.features.map(({ id, properties, geometry }) => ({
    id,
    name: properties.name,
    geometry,
    tone: 'quiet' as const,
    label: true,
  }));
  return (
    <div className="tc-form-map">
      <AreaMap name={t('position')} areas={areas} tiles={city.data?.tiles} pin={pin} onPin={onPin} height={220} />
      <p className="tc-hint">{t('pinHint')}</p>
    </div>
  );
}

function EndVenue({ venue, onDone }: { readonly venue: Venue; readonly onDone: (words: string) => void }) {
  const t = useTexts(areaTexts);
  const act = useAct(venueEnd);
  const end = async () => {
    if (await act.run({ venueId: venue.id, revision: venue.revision })) onDone(t('venueEnded', { name: venue.name }));
  };
  return (
    <p className="tc-form-end">
      <Button onClick={() => void end()} loading={act.busy}>
        {t('venueEnd')}
      </Button>
      {act.problem ? <span role="alert">{act.problem.title}</span> : null}
    </p>
  );
}
