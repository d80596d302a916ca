export interface Position {
  readonly lng: number;
  readonly lat: number;
  /** Metres; unknown for a point on the map. */
  readonly accuracy?: number;
}
