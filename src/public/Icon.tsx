import type { ReactElement } from 'react';
import { type IconName, icons } from './icons.ts';

/** A drawing beside a word; never the only bearer of a meaning. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  );
}
