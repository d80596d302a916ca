import gcoord from 'gcoord';
import L from 'leaflet';
import type { MapArea, MapCluster, MapPoint, MapTiles, MapView } from './map.ts';
import { hatch, label, listOf, words } from './map-elements.ts';
import { type LabelPlace, printedLabels, type Printed } from './map-labels.ts';
import { besideCorner, clusterMark, gathered, pointMark, type Corner, type Mark } from './map-marks.ts';

export interface MapActs {
  readonly area: (id: string) => void;
  readonly point: (id: string) => void;
  readonly view: (view: MapView) => void;
  readonly pin: (at: { lng: number; lat: number }) => void;
  readonly clusterWords: (count: number) => string;
  /** What the buttons cover, in pixels of the map. */
  readonly corner: () => Corner;
  /** Pressing the map puts the pin. */
  readonly picks: boolean;
}

type Place = { readonly lng: number; readonly lat: number };
type Bounds = Omit<MapView, 'zoom'>;

const NAMES = 'names';
/** From here on there is no nearer. */
const NEAREST = 20;
/** Pixels below which an area is not recognised on the map. */
const SMALL = 48;

/** Leaflet behind plain calls. Positions come in and go out as WGS 84; a GCJ-02 base map is met at this edge. */
export class MapDrawing {
  readonly #map: L.Map;
  readonly #areas = L.featureGroup();
  readonly #points = L.featureGroup();
  readonly #polygons = new Map<string, L.Polygon>();
  readonly #labels = new Map<string, Printed | undefined>();
  #tiles: L.TileLayer | null = null;
  #shifted = false;
  #pin: L.Marker | null = null;
  #begun = false;
  #selected: string | null = null;
  #drawn: readonly MapArea[] = [];
  #marks: readonly [readonly MapPoint[], readonly MapCluster[]] = [[], []];
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
      maxZoom: NEAREST,
      renderer: L.svg({ padding: 0.5 }),
      zoomAnimation: false,
      fadeAnimation: false,
    });
    this.#map.setView([35, 105], 6);
    // Names lie on the areas and under the marks, whose numbers are read first.
    this.#map.createPane(NAMES).classList.add('tc-map-names');
    this.#areas.addTo(this.#map);
    this.#points.addTo(this.#map);
    this.#map.on('moveend', () => this.#moved());
    this.#map.on('moveend', () => this.#mark());
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
    this.#mark();
  }

  areas(areas: readonly MapArea[]): void {
    if (this.#polygons.size > 0 && same(areas, this.#drawn)) return;
    this.#draw(areas);
  }

  #draw(areas: readonly MapArea[]): void {
    this.#drawn = areas;
    this.#areas.clearLayers();
    this.#polygons.clear();
    this.#labels.clear();
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
    hatch(this.#map.getPanes().overlayPane);
    this.#label();
    this.select(this.#selected, false);
  }

  points(points: readonly MapPoint[], clusters: readonly MapCluster[]): void {
    this.#marks = [points, clusters];
    this.#mark();
  }

  #mark(): void {
    const [points, clusters] = this.#marks;
    this.#points.clearLayers();
    const at = (place: Place) => this.#map.latLngToContainerPoint(this.#out(place));
    const marks = [...clusters.map((cluster) => clusterMark(cluster, at(cluster))), ...points.map((point) => pointMark(point, at(point)))];
    const corner = this.acts.corner();
    for (const mark of gathered(marks.map((one) => besideCorner(one, corner)))) {
      const [only] = mark.points;
      if (mark.count === 1 && only) this.#single(mark, only);
      else this.#several(mark);
    }
  }

  #single(mark: Mark, point: MapPoint): void {
    const marker = this.#marker(mark, words(`tc-point tc-point-${point.tone}`, ''), point.label);
    marker.bindTooltip(words('', point.label));
    marker.on('click', () => this.acts.point(point.id));
  }

  /** Comes apart when the map is nearer; what lies in one place is listed. */
  #several(mark: Mark): void {
    const marker = this.#marker(mark, words('tc-cluster', String(mark.count)), this.acts.clusterWords(mark.count));
    marker.on('click', () => {
      const nearest = this.#map.getZoom() >= NEAREST;
      if (nearest && mark.points.length > 0) this.#list(marker.getLatLng(), mark.points);
      else this.#map.setView(marker.getLatLng(), Math.min(NEAREST, this.#map.getZoom() + 2));
    });
  }

  #list(at: L.LatLng, points: readonly MapPoint[]): void {
    const list = listOf(points, (id) => this.acts.point(id));
    L.popup({ closeButton: false, maxHeight: 240 }).setLatLng(at).setContent(list).openOn(this.#map);
    list.querySelector('button')?.focus();
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
    if (!follow) return;
    const around = chosen.getBounds();
    const [low, high] = [this.#map.latLngToContainerPoint(around.getSouthWest()), this.#map.latLngToContainerPoint(around.getNorthEast())];
    // Too small to be recognised: so near that its neighbours are still seen.
    if (high.x - low.x < SMALL) this.#map.fitBounds(around.pad(1), { animate: false });
    else if (!this.#map.getBounds().contains(around)) this.#map.panTo(around.getCenter());
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
    const printed = printedLabels(this.#drawn.filter((area) => area.label === true).flatMap((area) => this.#labelPlace(area)));
    for (const area of this.#drawn) {
      const polygon = this.#polygons.get(area.id);
      const way = printed.get(area.id);
      if (!polygon || (polygon.getTooltip() && this.#labels.get(area.id) === way)) continue;
      this.#labels.set(area.id, way);
      polygon.unbindTooltip();
      polygon.bindTooltip(
        label(area, way !== 'name'),
        way ? { pane: NAMES, permanent: true, direction: 'center', className: 'tc-area-label', interactive: false } : { sticky: true },
      );
    }
  }

  /** Where its name would stand; nothing for what is not seen. */
  #labelPlace({ id, name, note = '', tone }: MapArea): LabelPlace[] {
    const polygon = this.#polygons.get(id);
    if (!polygon || !this.#map.getBounds().intersects(polygon.getBounds())) return [];
    const at = (place: L.LatLng) => this.#map.latLngToContainerPoint(place);
    const [low, high] = [at(polygon.getBounds().getSouthWest()), at(polygon.getBounds().getNorthEast())];
    const { x, y } = at(polygon.getCenter());
    return [
      {
        id,
        name,
        note,
        x,
        y,
        width: high.x - low.x,
        height: low.y - high.y,
        first: tone === 'over' || tone === 'vacant' || tone === 'step4',
      },
    ];
  }

  #marker({ x, y, size }: Mark, html: HTMLElement, name: string): L.Marker {
    const icon = L.divIcon({ html, className: '', iconSize: [size, size] });
    const marker = L.marker(this.#map.containerPointToLatLng([x, y]), { icon }).addTo(this.#points);
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
