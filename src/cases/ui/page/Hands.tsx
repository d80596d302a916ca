import { Button } from 'antd';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { useAct } from '../../../ui/query.ts';
import { say } from '../../../ui/SaidLine.tsx';
import { leaveAssist } from '../../api.ts';
import type { CaseFull } from '../answers.ts';
import { pageTexts } from '../text/page.ts';

/** In whose hands it is, who helps and supervises, and why it was dispatched there. */
export function Hands({ view, mayEnd }: { readonly view: CaseFull; readonly mayEnd: boolean }) {
  const t = useTexts(pageTexts);
  const word = useWord();
  const end = useAct(leaveAssist);
  const leave = async (unit: { id: string; name: string }) => {
    if (await end.run({ caseId: view.id, unitId: unit.id })) say(t('left', { name: unit.name }));
  };
  return (
    <>
      <Part title={t('inHands')}>
        <p>{word(view.inHandsOf)}</p>
        {view.supervisedBy ? <p className="cs-quiet">{t('supervisedBy', { name: view.supervisedBy.name })}</p> : null}
        {view.assisting.map((unit) => (
          <p key={unit.id} className="cs-quiet">
            {t('assisting', { names: unit.name })}{' '}
            {mayEnd ? (
              <Button size="small" type="link" onClick={() => void leave(unit)}>
                {t('leave')}
              </Button>
            ) : null}
          </p>
        ))}
      </Part>
      {view.why.length > 0 ? (
        <Part title={view.unit ? t('why', { name: view.unit.shortName }) : t('whyNone')}>
          <ul className="cs-why">
            {view.why.map((line) => (
              <li key={`${line.what}${line.text.zh}`}>{word(line.text)}</li>
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  );
}
