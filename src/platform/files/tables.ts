import { sql, type Selectable } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Read, Tx } from '../db/read.ts';
import type { FileKind, FileSubject, Mask, PictureData, StoredFile } from './store.ts';

export interface FileRow {
  cityId: number;
  id: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  name: string;
  kind: FileKind;
  width: number | null;
  height: number | null;
  phash: string | null;
  exif: PictureData | null;
  createdAt: Date;
  createdBy: string | null;
  publishedSha256: string | null;
  publishedThumbSha256: string | null;
  releasedAt: Date | null;
  releasedBy: string | null;
}

interface FileTables {
  files: FileRow;
  fileLinks: { cityId: number; fileId: string; subjectKind: string; subjectId: string; position: number; linkedAt: Date };
  fileMasks: {
    cityId: number;
    id: string;
    fileId: string;
    x: number;
    y: number;
    width: number;
    height: number;
    style: Mask['style'];
    createdAt: Date;
    createdBy: string | null;
    removedAt: Date | null;
    removedBy: string | null;
  };
}

/** A row as others see it. `publishedVersion` is short: it only has to differ from the copy before. */
export const fileOf = (row: Selectable<FileRow>): StoredFile => {
  const { cityId: _city, publishedSha256, publishedThumbSha256: _thumb, releasedBy: _by, ...file } = row;
  return { ...file, publishedVersion: publishedSha256?.slice(0, 12) ?? null };
};

const files = (read: Read) => read.tables<FileTables>().selectFrom('files').where('files.cityId', '=', read.cityId);

export async function fileRow(read: Read, fileId: Id): Promise<Selectable<FileRow> | undefined> {
  return files(read).selectAll().where('id', '=', fileId).executeTakeFirst();
}

export async function filesById(read: Read, ids: readonly Id[]): Promise<StoredFile[]> {
  if (ids.length === 0) return [];
  const rows = await files(read).selectAll().where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, fileOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function fileByContent(read: Read, personId: Id, sha256: string): Promise<StoredFile | null> {
  const row = await files(read).selectAll().where('createdBy', '=', personId).where('sha256', '=', sha256).executeTakeFirst();
  return row ? fileOf(row) : null;
}

export async function insertFile(tx: Tx, row: Omit<FileRow, 'cityId'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .writing<FileTables>()
    .insertInto('files')
    .values({ ...row, cityId: tx.cityId, exif: row.exif === null ? null : sql`${JSON.stringify(row.exif)}::jsonb` })
    .onConflict((conflict) => conflict.columns(['cityId', 'createdBy', 'sha256']).where('createdBy', 'is not', null).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export type Publication = Pick<FileRow, 'publishedSha256' | 'publishedThumbSha256' | 'releasedAt' | 'releasedBy'>;

export async function setPublication(tx: Tx, fileId: Id, publication: Publication): Promise<void> {
  await tx.writing<FileTables>().updateTable('files').set(publication).where('cityId', '=', tx.cityId).where('id', '=', fileId).execute();
}

/** Locks the file's row, so that masks and publication change one after the other. */
export async function lockFile(tx: Tx, fileId: Id): Promise<Selectable<FileRow> | undefined> {
  return tx
    .writing<FileTables>()
    .selectFrom('files')
    .selectAll()
    .where('cityId', '=', tx.cityId)
    .where('id', '=', fileId)
    .forUpdate()
    .executeTakeFirst();
}

export async function linksOf(read: Read, fileId: Id): Promise<FileSubject[]> {
  return read
    .tables<FileTables>()
    .selectFrom('fileLinks')
    .select(['subjectKind as kind', 'subjectId as id'])
    .where('cityId', '=', read.cityId)
    .where('fileId', '=', fileId)
    .execute();
}

/** Of these files, those that the sender may tie: a person what the person sent, the public what nobody tied yet (or to the same record). */
export async function tieable(tx: Tx, fileIds: readonly Id[], personId: Id | null, subject: FileSubject): Promise<Set<Id>> {
  const rows = await files(tx)
    .leftJoin('fileLinks', (join) => join.onRef('fileLinks.cityId', '=', 'files.cityId').onRef('fileLinks.fileId', '=', 'files.id'))
    .select(['files.id', 'files.createdBy', 'subjectKind', 'subjectId'])
    .where('files.id', 'in', fileIds)
    .where('files.createdBy', personId === null ? 'is' : '=', personId)
    .execute();
  const elsewhere = new Set(
    rows.filter((row) => row.subjectId !== null && (row.subjectId !== subject.id || row.subjectKind !== subject.kind)).map((row) => row.id),
  );
  return new Set(rows.map((row) => row.id).filter((id) => personId !== null || !elsewhere.has(id)));
}

export async function insertLinks(tx: Tx, fileIds: readonly Id[], subject: FileSubject, at: Date): Promise<void> {
  const first = sql<number>`(select coalesce(max(position) + 1, 0) from file_links where city_id = ${tx.cityId} and subject_kind = ${subject.kind} and subject_id = ${subject.id})`;
  await tx
    .writing<FileTables>()
    .insertInto('fileLinks')
    .values(
      fileIds.map((fileId, index) => ({
        cityId: tx.cityId,
        fileId,
        subjectKind: subject.kind,
        subjectId: subject.id,
        position: sql<number>`${first} + ${index}::integer`,
        linkedAt: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteLinks(tx: Tx, fileIds: readonly Id[], subject: FileSubject): Promise<void> {
  if (fileIds.length === 0) return;
  await tx
    .writing<FileTables>()
    .deleteFrom('fileLinks')
    .where('cityId', '=', tx.cityId)
    .where('fileId', 'in', fileIds)
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .execute();
}

export async function linkedFiles(read: Read, subject: FileSubject): Promise<StoredFile[]> {
  const rows = await files(read)
    .innerJoin('fileLinks', (join) => join.onRef('fileLinks.cityId', '=', 'files.cityId').onRef('fileLinks.fileId', '=', 'files.id'))
    .selectAll('files')
    .where('subjectKind', '=', subject.kind)
    .where('subjectId', '=', subject.id)
    .orderBy('position')
    .execute();
  return rows.map(fileOf);
}

export async function masksOf(read: Read, fileId: Id): Promise<Mask[]> {
  return read
    .tables<FileTables>()
    .selectFrom('fileMasks')
    .select(['x', 'y', 'width', 'height', 'style'])
    .where('cityId', '=', read.cityId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute();
}

export interface MaskChange {
  readonly fileId: Id;
  readonly masks: readonly (Mask & { readonly id: Id })[];
  readonly by: Id | null;
  readonly at: Date;
}

/** Ends the masks in force and adds the new ones. */
export async function replaceMasks(tx: Tx, { fileId, masks, by, at }: MaskChange): Promise<void> {
  const db = tx.writing<FileTables>();
  await db
    .updateTable('fileMasks')
    .set({ removedAt: at, removedBy: by })
    .where('cityId', '=', tx.cityId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is', null)
    .execute();
  if (masks.length === 0) return;
  await db
    .insertInto('fileMasks')
    .values(masks.map((mask) => ({ ...mask, cityId: tx.cityId, fileId, createdAt: at, createdBy: by, removedAt: null, removedBy: null })))
    .execute();
}

/** Holds the blobs of a content against sweeping until the transaction ends. */
export async function holdContent(tx: Tx, sha256: string): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock_shared(hashtextextended(${`blob:${sha256}`}, 0))`);
}

/** The other side: false while somebody records this content. */
export async function tryClaimContent(tx: Tx, sha256: string): Promise<boolean> {
  const [row] = await tx.rows(sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`blob:${sha256}`}, 0)) as free`);
  return row?.free ?? false;
}

/** Of these contents, those that a file of any city has, as its original or as its published copy. */
export async function contentsInUse(tx: Tx, hashes: readonly string[]): Promise<Set<string>> {
  const list = sql`(${sql.join(hashes)})`;
  const rows = await tx.rows(sql<{ hash: string }>`
    select sha256 as hash from files where sha256 in ${list}
    union select published_sha256 from files where published_sha256 in ${list}
    union select published_thumb_sha256 from files where published_thumb_sha256 in ${list}`);
  return new Set(rows.map((row) => row.hash));
}

/** Uploads of the public that no report took up. */
export async function deleteUnclaimed(tx: Tx, before: Date): Promise<void> {
  await tx.rows(sql`delete from files f where city_id = ${tx.cityId} and created_by is null and released_at is null and created_at < ${before}
    and not exists (select 1 from file_links l where l.city_id = f.city_id and l.file_id = f.id)
    and not exists (select 1 from file_masks m where m.city_id = f.city_id and m.file_id = f.id)`);
}

/** Blobs are common to all cities: one of them sweeps for all. */
export async function isFirstCity(read: Read): Promise<boolean> {
  const [row] = await read.rows(sql<{ first: number | null }>`select min(city_id) as first from files`);
  return (row?.first ?? read.cityId) === read.cityId;
}
