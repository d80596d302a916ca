import type { ReadContext } from '../../platform/context.ts';
import type { Page } from '../../platform/slice.ts';
import type { HomeModel } from './HomePage.tsx';

export async function monthFigures(_ctx: ReadContext): Promise<HomeModel['figures']> {
  return null;
}

export const figurePages: readonly Page[] = [];
