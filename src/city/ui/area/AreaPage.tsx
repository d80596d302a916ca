import { Button } from 'antd';
import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { AreaMap } from '../../../ui/AreaMap.tsx';
import { AreaPanels } from '../../../ui/AreaPanels.tsx';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Part, RecordLayout } from '../../../ui/RecordLayout.tsx';
import { Asked } from '../../../ui/States.tsx';
import { uiTexts } from '../../../ui/text.ts';
import { areaGet, cityAbout } from '../../api.ts';
import { areaKinds } from '../../schema.ts';
import type { AreaFull, FacilityRow } from '../answers.ts';
import { useCompoundWords } from '../duty/AreaColumn.tsx';
import { DutyHistory } from '../duty/DutyHistory.tsx';
import { DutyPart } from '../duty/DutyPart.tsx';
import { pathOf } from '../duty/path.ts';
import { areaTexts } from '../area-text.ts';
import { AreaDialogs, type AreaForm } from './AreaDialogs.tsx';
import { CompoundFacts } from './CompoundFacts.tsx';
import { Defences } from './Defences.tsx';
import { VenueLines } from './VenueLines.tsx';

/** One area: who answers, what is open, what stands there. */
export function AreaPage() {
  const t = useTexts(areaTexts);
  const place = usePlace();
  const area = useOperation(areaGet, { areaId: place.param('areaId') }, { fresh: true });
  if (!area.data) {
    return (
      <>
        <PageHead title={t('area')} />
        <Asked of={area}>{null}</Asked>
      </>
    );
  }
  return <Shown area={area.data} />;
}

function Shown({ area }: { readonly area: AreaFull }) {
  const t = useTexts(areaTexts);
  const ui = useTexts(uiTexts);
  const word = useWord();
  const place = usePlace();
  const [form, setForm] = useState<AreaForm | null>(null);
  const words = useCompoundWords(area);
  useKeys([{ key: 'Escape', words: ui('keyBack'), run: place.back }]);
  return (
    <RecordLayout
      head={<PageHead title={area.name} note={words || word(areaKinds[area.kind])} path={pathOf(area, t('areaDuty'))} />}
      decisionLabel={t('whoAnswers')}
      decision={
        <>
          <DutyPart area={area} />
          <AreaPanels areaId={area.id} areaName={area.name} />
        </>
      }
    >
      <Border area={area} />
      {area.kind === 'compound' ? <CompoundPart area={area} open={setForm} /> : null}
      <Part
        title={t('venues')}
        extra={
          area.may.keep ? (
            <Button size="small" onClick={() => setForm({ kind: 'venue' })}>
              {t('venueAdd')}
            </Button>
          ) : null
        }
      >
        <VenueLines venues={area.venues} edit={area.may.keep ? (venue) => setForm({ kind: 'venue', venue }) : undefined} />
      </Part>
      {area.may.change ? (
        <Part title={t('areas')}>
          <div className="tc-form-end">
            <Button onClick={() => setForm({ kind: 'edit' })}>{t('areaEdit')}</Button>
            <Button onClick={() => setForm({ kind: 'end' })}>{t('areaEnd')}</Button>
          </div>
        </Part>
      ) : null}
      <DutyHistory areaId={area.id} />
      <AreaDialogs area={area} form={form} close={() => setForm(null)} />
    </RecordLayout>
  );
}

function Border({ area }: { readonly area: AreaFull }) {
  const city = useOperation(cityAbout, {});
  if (!area.polygon) return null;
  return (
    <AreaMap
      name={area.name}
      areas={[{ id: area.id, name: area.name, geometry: area.polygon, tone: area.responsible ? 'plain' : 'vacant', label: true }]}
      tiles={city.data?.tiles}
      height={280}
    />
  );
}

function CompoundPart({ area, open }: { readonly area: AreaFull; readonly open: (form: AreaForm) => void }) {
  const t = useTexts(areaTexts);
  const editFacility = (facility: FacilityRow) => open({ kind: 'facility', facility });
  return (
    <>
      <Part
        title={t('compound')}
        extra={
          area.may.keep ? (
            <ActButton size="small" onClick={() => open({ kind: 'compound' })}>
              {t('compoundEdit')}
            </ActButton>
          ) : null
        }
      >
        <CompoundFacts area={area} />
      </Part>
      <Part
        title={t('defences')}
        extra={
          area.may.keep ? (
            <Button size="small" onClick={() => open({ kind: 'facility' })}>
              {t('facilityAdd')}
            </Button>
          ) : null
        }
      >
        <Defences facilities={area.facilities} edit={area.may.keep ? editFacility : undefined} />
      </Part>
    </>
  );
}
