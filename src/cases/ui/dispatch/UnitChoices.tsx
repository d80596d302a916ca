import { useRef } from 'react';
import { useTexts } from '../../../ui/i18n.ts';
import { useKeys } from '../../../ui/keys.ts';
import type { SuggestionRow } from '../answers.ts';
import { UnitPickerNamed } from '../pickers.tsx';
import { dispatchTexts } from '../text/dispatch.ts';
import { SuggestionWords } from './SuggestionWords.tsx';
import type { Chosen } from './useDispatch.ts';

interface UnitChoicesProps {
  readonly items: readonly SuggestionRow[];
  readonly chosen: Chosen | null;
  readonly choose: (unit: Chosen | null) => void;
}

/** The suggested units, each on its number key; 9 opens all others. */
export function UnitChoices({ items, chosen, choose }: UnitChoicesProps) {
  const t = useTexts(dispatchTexts);
  const other = useRef<HTMLDivElement>(null);
  const shown = items.slice(0, 8);
  const known = shown.some((item) => item.unit.id === chosen?.id);
  const pick = (item: SuggestionRow) => choose({ ...item.unit, ruleId: item.rule?.id });
  const openOther = () => other.current?.querySelector('input')?.focus();
  useKeys([
    { key: '1', shown: '1–9', words: t('keyChoose'), run: () => shown[0] && pick(shown[0]) },
    ...shown.slice(1).map((item, index) => ({ key: String(index + 2), run: () => pick(item) })),
    { key: '9', run: openOther },
  ]);
  return (
    <fieldset className="cs-units">
      <legend>{t('sendTo')}</legend>
      {shown.length === 0 ? <p className="tc-hint">{t('noSuggestion')}</p> : null}
      {shown.map((item, index) => (
        <label key={item.unit.id} className={item.unit.id === chosen?.id ? 'cs-on' : undefined}>
          <input type="radio" name="cs-unit" checked={item.unit.id === chosen?.id} onChange={() => pick(item)} />
          <kbd aria-hidden="true">{index + 1}</kbd>
          <SuggestionWords of={item} />
        </label>
      ))}
      <div ref={other} className={`cs-other${chosen && !known ? ' cs-on' : ''}`}>
        <kbd aria-hidden="true">9</kbd>
        <span className="cs-suggestion">
          <strong>{t('otherUnit')}</strong>
          <UnitPickerNamed label={t('otherUnit')} value={known ? null : chosen} onChange={choose} />
        </span>
      </div>
    </fieldset>
  );
}
