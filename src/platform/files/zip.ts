import type { FileHandle } from 'node:fs/promises';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly encrypted: boolean;
}

/** A zip whose parts contradict each other, or with more parts than any document has. */
export class BrokenZip extends Error {}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** A workbook of many sheets and pictures has some hundreds. */
const MOST_ENTRIES = 20_000;
const LONGEST_COMMENT = 65_535;

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new BrokenZip('cut off');
  return buffer;
}

async function findEnd(file: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, LONGEST_COMMENT + 22);
  const tail = await bytesAt(file, size - length, length);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END) return tail.subarray(at);
  }
  throw new BrokenZip('no directory');
}

/** The central directory of a zip, without unpacking anything. Zip64 (above 4 GB) counts as broken. @throws BrokenZip */
export async function zipEntries(file: FileHandle, size: number): Promise<ZipEntry[]> {
  const end = await findEnd(file, size);
  const count = end.readUInt16LE(10);
  const length = end.readUInt32LE(12);
  const start = end.readUInt32LE(16);
  if (count > MOST_ENTRIES || start + length > size) throw new BrokenZip('impossible directory');
  const directory = await bytesAt(file, start, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw new BrokenZip('broken directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Text compresses up to about 100 times in real workbooks; small parts of blanks more, so small ones are not asked. */
const HIGHEST_RATIO = 200;
const HARMLESS = 64 * 1024 ** 2;
const LARGEST = 2 * 1024 ** 3;

/** Would unpacking fill memory or disk, or do parts overlap (the same bytes unpacked again and again)? */
export function isBomb(entries: readonly ZipEntry[], size: number): boolean {
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  return packed > size || unpacked > LARGEST || (unpacked > HARMLESS && unpacked > size * HIGHEST_RATIO);
}
