import { Segmented } from 'antd';
import { useTexts } from '../../../ui/i18n.ts';
import { usePlace } from '../../../ui/place.ts';
import { closingTexts } from './closing-text.ts';
import { Corrections } from './Corrections.tsx';
import { useCorrectionCount } from './FrozenLine.tsx';
import { Records } from './Records.tsx';
import type { Meaning, Scope } from './scope.ts';

interface BehindProps {
  readonly meaning: Meaning;
  readonly scope: Scope;
  /** How many corrections there are; undefined where no month is closed. */
  readonly late: number | undefined;
}

/** The records behind a figure, and for closed months those that changed afterwards. */
export function Behind({ meaning, scope, late }: BehindProps) {
  const t = useTexts(closingTexts);
  const count = useCorrectionCount();
  const { query, setQuery } = usePlace();
  const corrected = late !== undefined && late > 0;
  const showing = corrected && query.show === 'corrections' ? 'corrections' : 'records';
  return (
    <>
      {corrected ? (
        <div className="tc-filters">
          <Segmented
            aria-label={t('showing')}
            value={showing}
            options={[
              { value: 'records', label: t('recordsTab') },
              { value: 'corrections', label: count(late) },
            ]}
            onChange={(next) => setQuery({ show: next === 'corrections' ? 'corrections' : undefined })}
          />
        </div>
      ) : null}
      {showing === 'corrections' ? <Corrections meaning={meaning} scope={scope} /> : <Records meaning={meaning} scope={scope} />}
    </>
  );
}
