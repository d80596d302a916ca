import { Select } from 'antd';
import dayjs from 'dayjs';
import { useTexts } from '../../../ui/i18n.ts';
import { closingTexts } from './closing-text.ts';

const MONTHS = 36;

interface EarlierMonthProps {
  readonly closed: readonly string[];
  /** `2026-11-23` */
  readonly today: string;
  readonly onChosen: (month: string) => void;
}

/** Another month of the last three years that is not closed yet. */
export function EarlierMonth({ closed, today, onChosen }: EarlierMonthProps) {
  const t = useTexts(closingTexts);
  const open = Array.from({ length: MONTHS }, (_, back) =>
    dayjs(today)
      .startOf('month')
      .subtract(back + 1, 'month')
      .format('YYYY-MM'),
  ).filter((month) => !closed.includes(month));
  return (
    <p className="tc-closing-earlier">
      <span>{t('earlier')}</span>
      <Select
        aria-label={t('earlier')}
        value={null}
        placeholder={t('earlierMonth')}
        options={open.map((month) => ({ value: month, label: month }))}
        onChange={(month: string | null) => month && onChosen(month)}
      />
    </p>
  );
}
