import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly encrypted: boolean;
  readonly method: number;
  /** Where its local header stands. */
  readonly offset: number;
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
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw new BrokenZip('broken directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      offset: directory.readUInt32LE(at + 42),
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

/** Lets as many bytes through as the directory promised: a part that unpacks to more lies about its size. */
class Promised extends Transform {
  private passed = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += chunk.length;
    done(this.passed > this.limit ? new BrokenZip('longer than promised') : null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.passed < this.limit ? new BrokenZip('cut off') : null);
  }
}

/** Unpacks one part of a local zip. The stream fails with BrokenZip or zlib's error; it never waits for bytes that do not come. */
export async function unpack(file: FileHandle, path: string, entry: ZipEntry): Promise<Readable> {
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) throw new BrokenZip('unknown packing');
  const header = await bytesAt(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const promised = new Promised(entry.unpacked);
  if (entry.packed === 0) return promised.end();
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 });
  // The error reaches whoever reads the last stream.
  const told = () => undefined;
  if (entry.method === 0) pipeline(packed, promised, told);
  else pipeline(packed, createInflateRaw(), promised, told);
  return promised;
}
