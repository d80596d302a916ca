import { Dialog } from '../../../ui/Dialog.tsx';
import { useTexts } from '../../../ui/i18n.ts';
import { say } from '../../../ui/SaidLine.tsx';
import type { AreaFull, FacilityRow } from '../answers.ts';
import { areaTexts } from '../area-text.ts';
import { VenueForm } from '../venues/VenueForm.tsx';
import { AreaEditForm } from './AreaEditForm.tsx';
import { AreaEndForm } from './AreaEndForm.tsx';
import { CompoundForm } from './CompoundForm.tsx';
import { FacilityForm } from './FacilityForm.tsx';
import { useJoining } from '../../../ui/joining.ts';

export type AreaForm =
  | { readonly kind: 'edit' | 'end' | 'compound' }
  | { readonly kind: 'facility'; readonly facility?: FacilityRow }
  | { readonly kind: 'venue'; readonly venue?: AreaFull['venues'][number] };

/** The forms of an area, one at a time over the page. */
export function AreaDialogs({
  area,
  form,
  close,
}: {
  readonly area: AreaFull;
  readonly form: AreaForm | null;
  readonly close: () => void;
}) {
  const t = useTexts(areaTexts);
  const join = useJoining();
  const done = (words: string) => {
    close();
    say(words);
  };
  const titles = {
    edit: 'areaEdit',
    end: 'areaEnd',
    compound: 'compoundEdit',
    facility: form && 'facility' in form && form.facility ? 'facilityEdit' : 'facilityAdd',
    venue: form && 'venue' in form && form.venue ? 'venueEdit' : 'venueAdd',
  } as const;
  return (
    <Dialog
      open={form !== null}
      title={form ? join.about(area.name, t(titles[form.kind])) : ''}
      onClose={close}
      width={form?.kind === 'venue' ? 720 : 560}
    >
      {form?.kind === 'edit' ? <AreaEditForm area={area} onDone={done} /> : null}
      {form?.kind === 'end' ? <AreaEndForm area={area} onDone={done} /> : null}
      {form?.kind === 'compound' ? <CompoundForm area={area} onDone={done} /> : null}
      {form?.kind === 'facility' ? <FacilityForm areaId={area.id} facility={form.facility} onDone={done} /> : null}
      {form?.kind === 'venue' ? <VenueForm area={area} venue={form.venue} onDone={done} /> : null}
    </Dialog>
  );
}
