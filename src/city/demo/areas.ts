import type { AreaKind, PolygonGeometry } from '../schema.ts';
import { border, compoundBorder, plots, type Rect } from './land.ts';
import { districts, type DemoCommunity } from './places.ts';

/** Invented: no province has the number 69. */
export const DEMO_AREA_CODE = '690600';

export interface DemoArea {
  readonly kind: AreaKind;
  readonly name: string;
  readonly code: string;
  readonly parentCode: string | null;
  readonly polygon: PolygonGeometry;
  readonly sort: number;
}

const two = (index: number) => String(index + 1).padStart(2, '0');
const three = (index: number) => String(index + 1).padStart(3, '0');

/** Every area of the demo city, parents first, with borders; the same on every run. */
export function demoAreas(dice: () => number): DemoArea[] {
  return districts.flatMap((district, d) => {
    const code = `${DEMO_AREA_CODE.slice(0, 4)}${two(d + 1)}`;
    const streets = district.streets.flatMap((street, s) => {
      const streetCode = `${code}${three(s)}`;
      const communities = street.communities.flatMap((community, c) =>
        communityAreas(community, `${streetCode}${three(c)}`, streetCode, c, dice),
      );
      return [
        { kind: 'street' as const, name: street.name, code: streetCode, parentCode: code, polygon: border(street.rect), sort: s },
        ...communities,
      ];
    });
    return [
      { kind: 'district' as const, name: district.name, code, parentCode: null, polygon: border(district.rect), sort: d },
      ...streets,
    ];
  });
}

function communityAreas(community: DemoCommunity, code: string, parentCode: string, sort: number, dice: () => number): DemoArea[] {
  const own: DemoArea = { kind: 'community', name: community.name, code, parentCode, polygon: border(community.rect), sort };
  let number = 0;
  const compounds = (names: readonly string[], rect: DemoCommunity['rect'], below: string): DemoArea[] => {
    const places = builtPlots(rect, names.length, dice);
    return names.flatMap((name, index) => {
      const plot = places[index];
      if (!plot) return [];
      number += 1;
      const polygon = compoundBorder(plot, dice);
      return { kind: 'compound', name, code: `${code}-${String(number).padStart(3, '0')}`, parentCode: below, polygon, sort: index };
    });
  };
  const blocks = (community.blocks ?? []).flatMap((block, index) => {
    const blockCode = `${code}${two(index)}`;
    const area: DemoArea = { kind: 'block', name: block.name, code: blockCode, parentCode: code, polygon: border(block.rect), sort: index };
    return [area, ...compounds(block.compounds, block.rect, blockCode)];
  });
  return [own, ...blocks, ...compounds(community.compounds ?? [], community.rect, code)];
}

/** Cells a compound takes; what else a community has is streets, shops and fields. */
const COMPOUND_CELLS = 11;

/** The plots nearest the middle, in the order that they are walked. */
function builtPlots(rect: Rect, count: number, dice: () => number): Rect[] {
  const [west, south, east, north] = rect;
  const all = plots(rect, Math.max(count, Math.round(((east - west) * (north - south)) / COMPOUND_CELLS)), dice);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const away = ([w, s, e, n]: Rect) => Math.hypot((w + e) / 2 - x, (s + n) / 2 - y);
  const built = new Set(all.toSorted((a, b) => away(a) - away(b)).slice(0, count));
  return all.filter((plot) => built.has(plot));
}
