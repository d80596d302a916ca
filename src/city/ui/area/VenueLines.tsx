import { useTexts, useWord } from '../../../ui/i18n.ts';
import { venueKinds } from '../../schema.ts';
import type { AreaFull } from '../answers.ts';
import { areaTexts } from '../area-text.ts';

type Venue = AreaFull['venues'][number];

export function VenueLines({ venues, edit }: { readonly venues: readonly Venue[]; readonly edit?: (venue: Venue) => void }) {
  const t = useTexts(areaTexts);
  const word = useWord();
  if (venues.length === 0) return <p className="tc-hint">{t('noneYet')}</p>;
  return (
    <ul className="tc-lines">
      {venues.map((venue) => (
        <li key={venue.id}>
          <span>
            {venue.name} <span className="tc-hint">{`${word(venueKinds[venue.kind])} ${venue.address}`}</span>
          </span>
          {edit ? (
            <button type="button" className="tc-link" onClick={() => edit(venue)}>
              {t('venueEdit')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
