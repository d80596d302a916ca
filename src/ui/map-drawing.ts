import gcoord from 'gcoord';
import L from 'leaflet';
import type { MapArea, MapCluster, MapPoint, MapTiles, MapView } from './map.ts';

export interface MapActs {
  readonly area: (id: string) => void;
  readonly point: (id: string) => void;
  readonly view: (view: MapView) => void;
  readonly pin: (at: { lng: number; lat: number }) => void;
  readonly clusterWords: (count: number) => string;
  /** Pressing the map puts the pin. */
  readonly picks: boolean;
}

type Place = { readonly lng: number; readonly lat: number };
type Bounds = Omit<MapView, 'zoom'>;

/** Pixels of one Chinese letter in a label; a label may stand out by a tenth on either side. */
const LETTER = 12;
const STANDS_OUT = 1.2;

/** Leaflet behind plain calls. Positions come in and go out as WGS 84; a GCJ-02 base map is met at this edge. */
export class MapDrawing {
  readonly #map: L.Map;
  readonly #areas = L.featureGroup();
  readonly #points = L.featureGroup();
  readonly #polygons = new Map<string, L.Polygon>();
  #tiles: L.TileLayer | null = null;
  #shifted = false;
  #pin: L.Marker | null = null;
  #begun = false;
  #selected: string | null = null;
  #drawn: readonly MapArea[] = [];
  readonly #watch: ResizeObserver;

  constructor(
    box: HTMLElement,
    private readonly acts: MapActs,
  ) {
    this.#map = L.map(box, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      minZoom: 6,
      maxZoom: 20,
      renderer: L.svg({ padding: 0.5 }),
      zoomAnimation: false,
      fadeAnimation: false,
    });
    this.#map.setView([35, 105], 6);
    this.#areas.addTo(this.#map);
    this.#points.addTo(this.#map);
    this.#map.on('moveend', () => this.#moved());
    if (acts.picks) this.#map.on('click', (event) => acts.pin(this.#in(event.latlng)));
    this.#watch = new ResizeObserver(() => this.#map.invalidateSize());
    this.#watch.observe(box);
  }

  remove(): void {
    this.#watch.disconnect();
    this.#map.remove();
  }

  tiles(tiles: MapTiles | undefined): void {
    this.#tiles?.remove();
    this.#tiles = null;
    const shifted = tiles?.kind !== 'off' && tiles?.coordinates === 'gcj02';
    if (tiles && tiles.kind !== 'off') {
      this.#tiles = L.tileLayer(tiles.url, { maxZoom: 20, maxNativeZoom: tiles.maxZoom, attribution: tiles.attribution }).addTo(this.#map);
      L.control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(this.#map);
    }
    if (shifted === this.#shifted) return;
    this.#shifted = shifted;
    this.#draw(this.#drawn);
  }

  areas(areas: readonly MapArea[]): void {
    if (this.#polygons.size > 0 && same(areas, this.#drawn)) return;
    this.#draw(areas);
  }

  #draw(areas: readonly MapArea[]): void {
    this.#drawn = areas;
    this.#areas.clearLayers();
    this.#polygons.clear();
    for (const area of areas) {
      const polygon = L.polygon(this.#rings(area), { className: `tc-area tc-area-${area.tone}`, weight: 1, fillOpacity: 1 });
      polygon.on('click', (event) => {
        if (this.acts.picks) return;
        L.DomEvent.stopPropagation(event);
        if (area.tone !== 'quiet') this.acts.area(area.id);
      });
      polygon.addTo(this.#areas);
      this.#polygons.set(area.id, polygon);
    }
    hatch(this.#map);
    this.#label();
    this.select(this.#selected, false);
  }

  points(points: readonly MapPoint[], clusters: readonly MapCluster[]): void {
    this.#points.clearLayers();
    for (const cluster of clusters) {
      const size = cluster.count < 100 ? 32 : cluster.count < 1000 ? 40 : 48;
      const marker = this.#marker(cluster, words('tc-cluster', String(cluster.count)), size, this.acts.clusterWords(cluster.count));
      marker.on('click', () => this.#map.setView(marker.getLatLng(), this.#map.getZoom() + 2));
    }
    for (const point of points) {
      const marker = this.#marker(point, words(`tc-point tc-point-${point.tone}`, ''), 20, point.label);
      marker.bindTooltip(words('', point.label));
      marker.on('click', () => this.acts.point(point.id));
    }
  }

  pin(at: Place | null): void {
    this.#pin?.remove();
    this.#pin = null;
    if (!at) return;
    const pin = L.marker(this.#out(at), {
      icon: L.divIcon({ html: words('tc-pin', ''), className: '', iconSize: [28, 36], iconAnchor: [14, 34] }),
      draggable: this.acts.picks,
      keyboard: false,
    });
    pin.on('dragend', () => this.acts.pin(this.#in(pin.getLatLng())));
    this.#pin = pin.addTo(this.#map);
    if (!this.#map.getBounds().contains(pin.getLatLng())) this.#map.setView(pin.getLatLng(), Math.max(this.#map.getZoom(), 16));
  }

  /** Shows the start, or everything, once there is something. */
  begin(start: Bounds | null): void {
    if (this.#begun) return;
    if (start)
      this.#map.fitBounds(
        L.latLngBounds(this.#out({ lng: start.minLng, lat: start.minLat }), this.#out({ lng: start.maxLng, lat: start.maxLat })),
      );
    else if (!this.all()) return;
    this.#begun = true;
  }

  /** Fits all areas and points. */
  all(): boolean {
    const bounds = this.#areas.getBounds().extend(this.#points.getBounds());
    if (!bounds.isValid()) return false;
    this.#map.fitBounds(bounds, { padding: [12, 12], maxZoom: 18 });
    return true;
  }

  select(id: string | null, follow: boolean): void {
    this.#selected = id;
    for (const [key, polygon] of this.#polygons) polygon.getElement()?.classList.toggle('tc-area-on', key === id);
    const chosen = id === null ? undefined : this.#polygons.get(id);
    if (!chosen) return;
    chosen.bringToFront();
    if (follow && !this.#map.getBounds().contains(chosen.getBounds())) this.#map.panTo(chosen.getBounds().getCenter());
  }

  zoom(by: number): void {
    this.#map.setZoom(this.#map.getZoom() + by);
  }

  #moved(): void {
    this.#label();
    const bounds = this.#map.getBounds();
    const [low, high] = [this.#in(bounds.getSouthWest()), this.#in(bounds.getNorthEast())];
    this.acts.view({ minLng: low.lng, minLat: low.lat, maxLng: high.lng, maxLat: high.lat, zoom: this.#map.getZoom() });
  }

  #label(): void {
    for (const area of this.#drawn) {
      const polygon = this.#polygons.get(area.id);
      if (!polygon) continue;
      const bounds = polygon.getBounds();
      const width = this.#map.latLngToContainerPoint(bounds.getNorthEast()).x - this.#map.latLngToContainerPoint(bounds.getSouthWest()).x;
      const printed = area.label === true && width * STANDS_OUT >= Math.max(area.name.length, area.note?.length ?? 0) * LETTER;
      if (polygon.getTooltip()?.options.permanent === printed) continue;
      polygon.unbindTooltip();
      polygon.bindTooltip(
        label(area),
        printed ? { permanent: true, direction: 'center', className: 'tc-area-label', interactive: false } : { sticky: true },
      );
    }
  }

  #marker(at: Place, html: HTMLElement, size: number, name: string): L.Marker {
    const marker = L.marker(this.#out(at), { icon: L.divIcon({ html, className: '', iconSize: [size, size] }) }).addTo(this.#points);
    marker.getElement()?.setAttribute('aria-label', name);
    return marker;
  }

  #rings({ geometry }: MapArea): L.LatLng[][][] {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return polygons.map((rings) => rings.map((ring) => ring.map(([lng = 0, lat = 0]) => this.#out({ lng, lat }))));
  }

  #out({ lng, lat }: Place): L.LatLng {
    if (!this.#shifted) return L.latLng(lat, lng);
    const [x, y] = gcoord.transform<[number, number]>([lng, lat], gcoord.WGS84, gcoord.GCJ02);
    return L.latLng(y, x);
  }

  #in({ lng, lat }: Place): Place {
    const [x, y] = this.#shifted ? gcoord.transform<[number, number]>([lng, lat], gcoord.GCJ02, gcoord.WGS84) : [lng, lat];
    return { lng: round(x), lat: round(y) };
  }
}

/** Lists are made anew with every render; polygons are drawn anew only when something on them changed. */
const same = (a: readonly MapArea[], b: readonly MapArea[]) =>
  a.length === b.length &&
  a.every(
    (one, index) =>
      one.id === b[index]?.id &&
      one.tone === b[index].tone &&
      one.note === b[index].note &&
      one.name === b[index].name &&
      one.geometry === b[index].geometry,
  );

/** Six places are 11 cm. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

/** An element with text in it; never markup, whatever a citizen wrote. */
function words(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

function label(area: MapArea): HTMLElement {
  const box = words('', '');
  box.append(words('tc-area-name', area.name));
  if (area.note) box.append(words('tc-area-note', area.note));
  return box;
}

/** The pattern of vacant areas, once in the map's SVG. */
function hatch(map: L.Map): void {
  const svg = map.getPanes().overlayPane.querySelector('svg');
  if (!svg || svg.querySelector('#tc-hatch')) return;
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const pattern = make('pattern', {
    id: 'tc-hatch',
    width: '8',
    height: '8',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  pattern.append(make('rect', { width: '8', height: '8', fill: '#fbf3e2' }), make('rect', { width: '2', height: '8', fill: '#e3c48a' }));
  const defs = make('defs', {});
  defs.append(pattern);
  svg.prepend(defs);
}
