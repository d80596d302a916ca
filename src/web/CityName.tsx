import type { ReactNode } from 'react';
import { cityAbout } from '../city/api.ts';
import { keepAfterActs, useOperation } from '../ui/query.ts';
import { CityNameContext } from '../ui/session.ts';

keepAfterActs(cityAbout);

/** Tells every page the city's name. */
export function CityName({ children }: { readonly children: ReactNode }) {
  const city = useOperation(cityAbout, {});
  return <CityNameContext value={{ zh: city.data?.name ?? '', en: city.data?.nameEn ?? '' }}>{children}</CityNameContext>;
}
