import { useDates } from '../../../ui/dates.ts';
import { Go } from '../../../ui/Go.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { useJoining } from '../../../ui/joining.ts';

/** Who answers for the area, or that nobody does. */
export function Responsible({ area }: { readonly area: AreaFull }) {
  const t = useTexts(areaTexts);
  const join = useJoining();
  const { longDay } = useDates();
  if (!area.responsible) {
    return (
      <p>
        <StateTag tone="warn" icon="vacant" strong>
          {t('nobody')}
        </StateTag>
        <br />
        <span className="tc-hint">{t('nobodyHint')}</span>
      </p>
    );
  }
  return (
    <p>
      <Go href={`/work/people/${area.responsible.person.id}`}>
        <strong>{area.responsible.person.name}</strong>
      </Go>{' '}
      {t('since', { day: longDay(area.responsible.since) })}
      {area.compound?.residentUnit ? (
        <>
          <br />
          <span className="tc-hint">{join.about(t('residentUnit'), area.compound.residentUnit.name)}</span>
        </>
      ) : null}
    </p>
  );
}
