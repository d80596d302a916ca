import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { AreaPanels } from '../../../ui/AreaPanels.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { usePlace } from '../../../ui/place.ts';
import { useOperation } from '../../../ui/query.ts';
import { Asked } from '../../../ui/States.tsx';
import { areaGet } from '../../api.ts';
import type { AreaFull } from '../answers.ts';
import { Defences } from '../area/Defences.tsx';
import { areaTexts } from '../area-text.ts';
import { DutyForm } from './DutyForm.tsx';
import { Responsible } from './Responsible.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** The chosen area: who answers, what is open, what was done, what stands there. */
export function AreaColumn({ areaId }: { readonly areaId: string }) {
  const area = useOperation(areaGet, { areaId }, { fresh: true });
  return <Asked of={area}>{area.data ? <Column area={area.data} /> : null}</Asked>;
}

function Column({ area }: { readonly area: AreaFull }) {
  const t = useTexts(areaTexts);
  return (
    <>
      <div className="tc-duty-facts">
        <h2 className="tc-duty-name">
          <Go href={`/work/areas/${area.id}`}>{area.name}</Go>
        </h2>
        <p className="tc-hint">{useCompoundWords(area)}</p>
        <h3>{t('whoAnswers')}</h3>
        <Responsible area={area} />
        <AreaPanels areaId={area.id} areaName={area.name} />
        {area.kind === 'compound' ? (
          <>
            <h3>{t('defences')}</h3>
            <Defences facilities={area.facilities} />
          </>
        ) : null}
      </div>
      <DutyActs area={area} />
    </>
  );
}

/** `一片, 6 栋 214 户, 无物业`. */
export function useCompoundWords(area: AreaFull): string {
  const join = useJoining();
  const t = useTexts(areaTexts);
  const block = area.chain.findLast((step) => step.kind === 'block' && step.id !== area.id)?.name;
  const { compound } = area;
  const words = compound
    ? [
        t('compoundWords', { buildings: compound.buildings, households: compound.households }),
        compound.propertyManager ?? t('noProperty'),
        ...(compound.keyCompound ? [t('keyCompound')] : []),
      ]
    : [];
  return join.parts([block, ...words]);
}

function DutyActs({ area }: { readonly area: AreaFull }) {
  const join = useJoining();
  const t = useTexts(areaTexts);
  const place = usePlace();
  const [open, setOpen] = useState(false);
  const words = t(area.responsible ? 'transfer' : 'assign');
  useKeys([{ key: 'r', run: () => setOpen(true) }], { off: !area.may.assignDuty });
  return (
    <div className="tc-duty-acts">
      {area.may.assignDuty ? (
        <ActButton next={!area.responsible} keyName="r" onClick={() => setOpen(true)} block>
          {words}
        </ActButton>
      ) : null}
      <ActButton keyName="Enter" onClick={() => place.go(`/work/areas/${area.id}`)} block>
        {t('openPage')}
      </ActButton>
      <Dialog open={open} title={join.about(area.name, words)} onClose={() => setOpen(false)}>
        {open ? <DutyForm area={area} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </div>
  );
}
