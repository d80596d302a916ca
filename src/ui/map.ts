import type { MultiPolygon, Polygon } from 'geojson';

/** How an area is filled; `vacant` is hatched, `over` outlined, so that a print in grey tells the same. */
export type AreaTone = 'plain' | 'over' | 'vacant' | 'quiet' | 'step0' | 'step1' | 'step2' | 'step3' | 'step4';

export interface MapArea {
  readonly id: string;
  readonly name: string;
  /** Second line of its label, in words: `李秋禾`, `空缺`, `逾期 2`. */
  readonly note?: string;
  readonly geometry: Polygon | MultiPolygon;
  readonly tone: AreaTone;
  /** Printed on the map once it is wide enough; always in the tooltip. */
  readonly label?: boolean;
}

export interface MapPoint {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  /** What it is, for the tooltip and screen readers. */
  readonly label: string;
  readonly tone: 'over' | 'warn' | 'wait' | 'calm' | 'done';
}

/** Many points as one, computed by the server. */
export interface MapCluster {
  readonly lng: number;
  readonly lat: number;
  readonly count: number;
}

export interface MapView {
  readonly minLng: number;
  readonly minLat: number;
  readonly maxLng: number;
  readonly maxLat: number;
  readonly zoom: number;
}

export interface MapTiles {
  readonly kind: 'off' | 'xyz' | 'wmts';
  readonly url: string;
  readonly attribution: string;
  readonly coordinates: 'wgs84' | 'gcj02';
  readonly maxZoom: number;
}

export interface AreaMapProps {
  /** What the map shows, for screen readers. */
  readonly name: string;
  readonly areas?: readonly MapArea[];
  readonly points?: readonly MapPoint[];
  readonly clusters?: readonly MapCluster[];
  readonly selected?: string | null;
  readonly onArea?: (id: string) => void;
  readonly onPoint?: (id: string) => void;
  /** After every move: what is seen, to ask the server for its points. */
  readonly onView?: (view: MapView) => void;
  /** A pin that can be put by pressing or dragging. */
  readonly pin?: { readonly lng: number; readonly lat: number } | null;
  readonly onPin?: (at: { readonly lng: number; readonly lat: number }) => void;
  readonly tiles?: MapTiles;
  /** What is seen first; without it all areas and points. */
  readonly start?: Omit<MapView, 'zoom'> | null;
  /** Moves to the selected area when it changes. */
  readonly follow?: boolean;
  readonly height?: number | string;
}
