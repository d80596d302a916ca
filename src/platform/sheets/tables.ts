import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../db/read.ts';
import type { ImportPreview } from './schema.ts';

interface ImportTables {
  sheetImports: {
    cityId: number;
    id: string;
    template: string;
    fileId: string;
    createdBy: string;
    createdAt: Date;
    preview: ImportPreview;
    appliedAt: Date | null;
    mode: 'all' | 'good' | null;
  };
}
export type ImportRow = ImportTables['sheetImports'];

const json = (preview: ImportPreview) => sql<ImportPreview>`${JSON.stringify(preview)}::jsonb`;

export async function insertImport(tx: Tx, row: Omit<ImportRow, 'cityId' | 'appliedAt' | 'mode'>): Promise<void> {
  await tx
    .writing<ImportTables>()
    .insertInto('sheetImports')
    .values({ ...row, cityId: tx.cityId, preview: json(row.preview), appliedAt: null, mode: null })
    .execute();
}

/** A person's own import. */
export async function importOf(read: Read, id: Id, personId: Id): Promise<ImportRow | undefined> {
  return read
    .tables<ImportTables>()
    .selectFrom('sheetImports')
    .selectAll()
    .where('cityId', '=', read.cityId)
    .where('id', '=', id)
    .where('createdBy', '=', personId)
    .executeTakeFirst();
}

/** Locks it, so that two clicks apply it once. */
export async function lockImport(tx: Tx, id: Id): Promise<void> {
  await tx.rows(sql`select 1 from sheet_imports where city_id = ${tx.cityId} and id = ${id} for update`);
}

export async function markApplied(
  tx: Tx,
  id: Id,
  applied: { readonly at: Date; readonly mode: 'all' | 'good'; readonly preview: ImportPreview },
): Promise<void> {
  await tx
    .writing<ImportTables>()
    .updateTable('sheetImports')
    .set({ appliedAt: applied.at, mode: applied.mode, preview: json(applied.preview) })
    .where('cityId', '=', tx.cityId)
    .where('id', '=', id)
    .execute();
}
