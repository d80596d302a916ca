import { openPromise, type Entry, type ZipFile } from 'yauzl';

export type ZipEntry = Entry;

/** A zip whose parts contradict each other, or with more parts than any document has. */
export class BrokenZip extends Error {}

/** A workbook of many sheets and pictures has some hundreds. */
const MOST_ENTRIES = 20_000;

/** Failures of the disk stay what they are; everything else that reading a zip says is damage. */
function broken(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BrokenZip || 'syscall' in error) return error;
  return new BrokenZip(error.message, { cause: error });
}

/** A local zip, its directory read and nothing unpacked. */
export class Zip {
  private constructor(
    private readonly zip: ZipFile,
    readonly entries: readonly ZipEntry[],
  ) {}

  /** @throws BrokenZip */
  static async open(path: string): Promise<Zip> {
    try {
      const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true });
      try {
        if (zip.entryCount > MOST_ENTRIES) throw new BrokenZip('impossible directory');
        const entries: ZipEntry[] = [];
        for await (const entry of zip.eachEntry()) entries.push(entry);
        // From here on each part tells of its own failures; what closing says concerns nobody.
        zip.on('error', () => undefined);
        return new Zip(zip, entries);
      } catch (error) {
        zip.close();
        throw error;
      }
    } catch (error) {
      throw broken(error);
    }
  }

  /** The bytes of one part: exactly as many as the directory promised, else BrokenZip. */
  async *unpack(entry: ZipEntry): AsyncGenerator<Uint8Array> {
    try {
      const stream: AsyncIterable<Uint8Array> = await this.zip.openReadStreamPromise(entry);
      yield* stream;
    } catch (error) {
      throw broken(error);
    }
  }

  close(): void {
    this.zip.close();
  }
}

/** Text compresses up to about 100 times in real workbooks; small parts of blanks more, so small ones are not asked. */
const HIGHEST_RATIO = 200;
const HARMLESS = 64 * 1024 ** 2;
const LARGEST = 2 * 1024 ** 3;

/** Would unpacking fill memory or disk, or do parts overlap (the same bytes unpacked again and again)? */
export function isBomb(entries: readonly ZipEntry[], size: number): boolean {
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  return packed > size || unpacked > LARGEST || (unpacked > HARMLESS && unpacked > size * HIGHEST_RATIO);
}
