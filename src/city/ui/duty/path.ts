import type { Crumb } from '../../../ui/PageHead.tsx';
import type { AreaFull } from '../answers.ts';

/** Down to the area itself; each step leads to its own compounds. */
export function pathOf({ chain }: AreaFull, city: string): readonly Crumb[] {
  return [
    { name: city, href: '/work/areas?all=yes' },
    ...chain.slice(-2).map((step) => ({ name: step.name, href: `/work/areas?under=${step.id}` })),
  ];
}
