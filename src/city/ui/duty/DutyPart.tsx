import { useState } from 'react';
import { ActButton } from '../../../ui/ActButton.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { DutyEndForm } from './DutyEndForm.tsx';
import { DutyForm } from './DutyForm.tsx';
import { Responsible } from './Responsible.tsx';
import { useJoining } from '../../../ui/joining.ts';

/** Who answers for the area, and the acts that change it. */
export function DutyPart({ area }: { readonly area: AreaFull }) {
  const t = useTexts(areaTexts);
  const join = useJoining();
  const [form, setForm] = useState<'change' | 'end' | null>(null);
  const words = t(area.responsible ? 'transfer' : 'assign');
  useKeys([{ key: 'r', words, run: () => setForm('change') }], { off: !area.may.assignDuty });
  const close = () => setForm(null);
  return (
    <Part title={t('whoAnswers')}>
      <Responsible area={area} />
      {area.may.assignDuty ? (
        <div className="tc-acts">
          <ActButton next={!area.responsible} keyName="r" onClick={() => setForm('change')}>
            {words}
          </ActButton>
          {area.responsible ? <ActButton onClick={() => setForm('end')}>{t('dutyEnd')}</ActButton> : null}
        </div>
      ) : null}
      <Dialog open={form !== null} title={join.about(area.name, form === 'end' ? t('dutyEnd') : words)} onClose={close}>
        {form === 'change' ? <DutyForm area={area} onDone={close} /> : null}
        {form === 'end' ? <DutyEndForm area={area} onDone={close} /> : null}
      </Dialog>
    </Part>
  );
}
