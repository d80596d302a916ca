import { Tooltip } from 'antd';
import { useTexts, useWord } from '../../ui/i18n.ts';
import { TimeLeft } from '../../ui/TimeLeft.tsx';
import { clockNames } from '../schema/words.ts';
import type { CaseRow } from './answers.ts';
import { caseTexts } from './text.ts';

type Timed = Pick<CaseRow, 'clock' | 'dueAt' | 'paused' | 'remainingMinutes' | 'dayMinutes' | 'provisional'>;

/** Minutes below which a clock shows as due soon: half a working day, an hour for the short clocks. */
const soonOf = { acceptance: 60, dispatch: 60, receipt: 120, handling: 240, check: 240, total: 240 } as const;

/** What is left on the running clock; says which clock where it is not the handling of the unit. */
export function CaseTime({ of, short, named }: { readonly of: Timed; readonly short?: boolean; readonly named?: boolean }) {
  const t = useTexts(caseTexts);
  const word = useWord();
  if (!of.clock) return null;
  const name = named || of.clock === 'receipt' || of.clock === 'total' ? word(clockNames[of.clock]) : '';
  return (
    <span className="cs-time">
      {name ? <span className="cs-time-name">{t('clockOf', { clock: name })}</span> : null}
      <TimeLeft
        minutes={of.remainingMinutes}
        dayMinutes={of.dayMinutes}
        dueAt={of.dueAt}
        paused={of.paused}
        soon={soonOf[of.clock]}
        short={short}
      />
      {of.provisional ? (
        <Tooltip title={t('provisionalHint')}>
          <small className="cs-mark">{t('provisional')}</small>
        </Tooltip>
      ) : null}
    </span>
  );
}
