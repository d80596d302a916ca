import { useDates } from '../../../ui/dates.ts';
import { useTexts } from '../../../ui/i18n.ts';
import { useOperation } from '../../../ui/query.ts';
import { Part } from '../../../ui/RecordLayout.tsx';
import { dutiesList } from '../../api/duties.ts';
import { areaTexts } from '../area-text.ts';

/** Who answered for the area before, newest first. */
export function DutyHistory({ areaId }: { readonly areaId: string }) {
  const t = useTexts(areaTexts);
  const { longDay } = useDates();
  const duties = useOperation(dutiesList, { areaId, ended: 'true' });
  const former = duties.data?.items.filter((duty) => !duty.current) ?? [];
  if (former.length === 0) return null;
  return (
    <Part title={t('history')}>
      <ul className="tc-lines">
        {former.map((duty) => (
          <li key={duty.id}>
            <span>
              {duty.person.name} {duty.note ? <span className="tc-hint">{duty.note}</span> : null}
            </span>
            <span>{`${longDay(duty.validFrom)}–${duty.validTo ? longDay(duty.validTo) : t('open')}`}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
