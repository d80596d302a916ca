import { useDates } from '../../../ui/dates.ts';
import { useTexts, useWord } from '../../../ui/i18n.ts';
import type { Column } from '../../../ui/list.ts';
import { channels, outcomes } from '../../schema/words.ts';
import type { CaseRow } from '../answers.ts';
import { CaseMarks } from '../CaseMarks.tsx';
import { CaseState } from '../CaseState.tsx';
import { CaseTime } from '../CaseTime.tsx';
import { placeWords } from '../places.ts';
import { caseTexts } from '../text.ts';
import { listTexts } from '../text/list.ts';

/** Columns that a list of cases can show; the first is the link. */
export function useCaseColumns(): readonly Column<CaseRow>[] {
  const t = useTexts(caseTexts);
  const l = useTexts(listTexts);
  const word = useWord();
  const { shortTime, longDay } = useDates();
  return [
    { key: 'number', title: t('number'), show: (row) => row.number },
    {
      key: 'title',
      title: t('problem'),
      wide: true,
      narrow: 'main',
      show: (row) => (
        <span className="cs-title" title={row.title}>
          {row.title} <CaseMarks of={row} />
        </span>
      ),
    },
    { key: 'place', title: t('place'), show: (row) => <span className="cs-cut cs-quiet">{placeWords(row)}</span> },
    {
      key: 'unit',
      title: t('unit'),
      show: (row) => (row.unit ? <span title={row.unit.name}>{row.unit.shortName}</span> : <span className="cs-quiet">{t('noUnit')}</span>),
    },
    { key: 'state', title: t('state'), narrow: 'side', show: (row) => <CaseState state={row.state} outcome={row.outcome} /> },
    { key: 'left', title: t('left'), right: true, saysItself: true, show: (row) => <CaseTime of={row} short /> },
    {
      key: 'due',
      title: t('due'),
      right: true,
      narrow: 'hide',
      show: (row) =>
        row.dueAt && (!row.paused || (row.remainingMinutes ?? 0) < 0) ? <span className="cs-quiet">{shortTime(row.dueAt)}</span> : null,
    },
    { key: 'reportedAt', title: t('reportedAt'), right: true, extra: true, show: (row) => shortTime(row.reportedAt) },
    { key: 'closedAt', title: t('closedAt'), right: true, extra: true, show: (row) => (row.closedAt ? shortTime(row.closedAt) : '') },
    { key: 'category', title: t('category'), extra: true, show: (row) => word(row.category.name) },
    { key: 'channel', title: t('channel'), extra: true, show: (row) => word(channels[row.channel]) },
    { key: 'area', title: t('area'), extra: true, show: (row) => row.areas.map((area) => area.name).join(' ') },
    { key: 'outcome', title: t('outcome'), extra: true, show: (row) => (row.outcome ? word(outcomes[row.outcome]) : '') },
    {
      key: 'expected',
      title: l('longExpected'),
      right: true,
      extra: true,
      show: (row) => (row.longTermExpected ? longDay(row.longTermExpected) : ''),
    },
  ];
}
