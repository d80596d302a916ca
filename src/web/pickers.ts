import { lazy } from 'react';
import type { Pickers } from '../ui/pickers.tsx';

const load = () => import('../city/ui/pickers.tsx');

/** Choosers of units, people and areas, for all screens; loaded with the first form that needs one. */
export const pickers: Pickers = {
  Unit: lazy(async () => ({ default: (await load()).UnitPicker })),
  Person: lazy(async () => ({ default: (await load()).PersonPicker })),
  Area: lazy(async () => ({ default: (await load()).AreaPicker })),
};
