import type pg from 'pg';
import type { CityId } from '../../kernel/ids.ts';
import { newId } from '../../platform/ids.ts';
import { bandOf, keptZooms, tileAround } from '../rules/tiles.ts';
import { Lines } from './copy.ts';
import type { GeneratedCase } from './rows.ts';

interface Tally {
  readonly unitId: string | null;
  readonly state: string;
  n: number;
}
interface Tile {
  readonly zoom: number;
  readonly tile: number;
  readonly band: string;
  readonly classCode: string;
  readonly released: boolean;
  n: number;
  lngSum: number;
  latSum: number;
}

/** Adds up what the tallies and map tiles say, so that they are written once instead of case by case. */
export class KeptSums {
  private readonly tallies = new Map<string, Tally>();
  private readonly tiles = new Map<string, Tile>();

  add({ row }: GeneratedCase): void {
    const key = `${row.unitId ?? ''}|${row.state}`;
    const tally = this.tallies.get(key) ?? { unitId: row.unitId, state: row.state, n: 0 };
    tally.n++;
    this.tallies.set(key, tally);
    const band = bandOf(row.state);
    if (band === null || row.cell === null || row.lng === null || row.lat === null) return;
    for (const zoom of keptZooms) this.addTile(zoom, tileAround(row.cell, zoom), band, row, row.lng, row.lat);
  }

  private addTile(zoom: number, tile: number, band: string, row: GeneratedCase['row'], lng: number, lat: number): void {
    const released = row.releasedAt !== null;
    const key = `${zoom}|${tile}|${band}|${row.classCode}|${released}`;
    const sum = this.tiles.get(key) ?? { zoom, tile, band, classCode: row.classCode, released, n: 0, lngSum: 0, latSum: 0 };
    sum.n++;
    sum.lngSum += lng;
    sum.latSum += lat;
    this.tiles.set(key, sum);
  }

  /** As differences, which the job folds like any other. */
  async write(client: pg.Client, cityId: CityId): Promise<void> {
    for (const [table, sums] of [['case_tallies', this.tallies] as const, ['case_tiles', this.tiles] as const]) {
      const lines = new Lines(table);
      for (const sum of sums.values()) lines.add({ cityId, id: newId(), ...sum, fresh: true });
      await lines.take()(client);
    }
  }
}
