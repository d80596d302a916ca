import type { CaseRow } from './answers.ts';

export const casePath = (id: string): string => `/work/cases/${id}`;

/** The areas from large to small and the place, without saying a name twice. */
export function whereWords({ place, areas }: Pick<CaseRow, 'place' | 'areas'>): string {
  return [...areas.map((area) => area.name).filter((name) => !place.includes(name)), place].filter(Boolean).join(' ');
}

/** `南关 市场路 18 号`: the street as people call it before the place in words. */
export function placeWords({ place, areas }: Pick<CaseRow, 'place' | 'areas'>): string {
  const near = areas.find((area) => area.kind === 'street') ?? areas.at(-1);
  if (!near) return place;
  const short = near.name.replace(/街道$/, '');
  const rest = place.replace(near.name, `${short} `).replace(/ +/g, ' ');
  return (place.includes(short) ? rest : `${short} ${place}`).trim();
}
