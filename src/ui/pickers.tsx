import { createContext, type FunctionComponent, Suspense, useContext } from 'react';
import type { Choice } from './SearchPicker.tsx';

/** Fits into a form's field, or stands alone with a label. */
export interface PickerProps {
  readonly value?: string | null;
  readonly onChange?: (value: string | null, choice: Choice | undefined) => void;
  /** The chosen one's name, before anything was searched. */
  readonly known?: Choice | null;
  readonly id?: string;
  readonly label?: string;
  /** Stands in it while it is empty, instead of how to search; for filters, which have no label above. */
  readonly placeholder?: string;
  readonly clearable?: boolean;
  readonly disabled?: boolean;
}

/** Choosers of what all slices refer to; the composition root gives them, so that nobody imports another slice's screens. */
export interface Pickers {
  readonly Unit: FunctionComponent<PickerProps>;
  readonly Person: FunctionComponent<PickerProps>;
  readonly Area: FunctionComponent<PickerProps>;
}

export const PickersContext = createContext<Pickers | null>(null);

function usePickers(): Pickers {
  const pickers = useContext(PickersContext);
  if (!pickers) throw new Error('a picker stands outside of the frame');
  return pickers;
}

export function UnitPicker(props: PickerProps) {
  const { Unit } = usePickers();
  return (
    <Suspense>
      <Unit {...props} />
    </Suspense>
  );
}

export function PersonPicker(props: PickerProps) {
  const { Person } = usePickers();
  return (
    <Suspense>
      <Person {...props} />
    </Suspense>
  );
}

export function AreaPicker(props: PickerProps) {
  const { Area } = usePickers();
  return (
    <Suspense>
      <Area {...props} />
    </Suspense>
  );
}
