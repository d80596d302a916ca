import { useTexts, useWord } from '../../../ui/i18n.ts';
import { StateTag } from '../../../ui/StateTag.tsx';
import { type Defence, defences, facilityStates } from '../../schema.ts';
import type { FacilityRow } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { useJoining } from '../../../ui/joining.ts';

const order = Object.keys(defences) as Defence[];

/** 四防: what stands there, of each kind; a kind without a record says so. */
export function Defences({
  facilities,
  edit,
}: {
  readonly facilities: readonly FacilityRow[];
  readonly edit?: (facility: FacilityRow) => void;
}) {
  const t = useTexts(areaTexts);
  const join = useJoining();
  const word = useWord();
  return (
    <ul className="tc-lines">
      {order.flatMap((kind) => {
        const found = facilities.filter((facility) => facility.defence === kind);
        if (found.length === 0) {
          return (
            <li key={kind}>
              <span>{word(defences[kind])}</span>
              <StateTag tone="warn" icon="dash">
                {word(facilityStates.unknown)}
              </StateTag>
            </li>
          );
        }
        return found.map((facility) => (
          <li key={facility.id}>
            <span>
              {join.about(word(defences[kind]), `${facility.name} ${facility.amount} ${facility.measureWord}`)}
              {edit ? (
                <>
                  {' '}
                  <button type="button" className="tc-link" onClick={() => edit(facility)}>
                    {t('facilityEdit')}
                  </button>
                </>
              ) : null}
            </span>
            <FacilityStateTag state={facility.state} />
          </li>
        ));
      })}
    </ul>
  );
}

const look = {
  inPlace: { tone: 'calm', icon: 'tick' },
  broken: { tone: 'warn', icon: 'again' },
  missing: { tone: 'warn', icon: 'cross' },
  unknown: { tone: 'warn', icon: 'dash' },
} as const;

function FacilityStateTag({ state }: { readonly state: FacilityRow['state'] }) {
  const word = useWord();
  return <StateTag {...look[state]}>{word(facilityStates[state])}</StateTag>;
}
