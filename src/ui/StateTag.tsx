import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** What a state means to its reader: decides the colour, which never stands alone. */
export type Tone = 'over' | 'warn' | 'wait' | 'calm' | 'done';

interface StateTagProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly strong?: boolean;
}

/** A state: word, icon and colour. `over` is for overdue only, `done` for verified only. */
export function StateTag({ tone, icon, children, strong }: StateTagProps) {
  return (
    <span className={`tc-state tc-${tone}${strong ? ' tc-strong' : ''}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
