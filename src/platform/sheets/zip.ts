import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A part of a zip; its content is read once, when its turn comes. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** 1980-01-01: the same content gives the same bytes. */
const DATE = 0x0021;
const LIMIT = 0xffff_ffff;
/** General purpose flags: sizes follow the data, names are UTF-8. */
const FLAGS = 0x0808;

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, unpacked }: Written): Buffer {
  const trailer = Buffer.alloc(16);
  trailer.writeUInt32LE(0x08074b50, 0);
  trailer.writeUInt32LE(crc, 4);
  trailer.writeUInt32LE(packed, 8);
  trailer.writeUInt32LE(unpacked, 12);
  return trailer;
}

function directoryEntry({ name, crc, packed, unpacked, offset }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt16LE(DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(unpacked, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function directoryEnd(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** Packs one part; gives its bytes as they come and, at the end, what the directory needs. */
async function* pack(part: ZipPart, offset: number): AsyncGenerator<Buffer, Written> {
  const name = Buffer.from(part.name);
  // Level 3: a tenth larger than 6, twice as fast.
  const deflate = createDeflateRaw({ level: 3 });
  let crc = 0;
  let unpacked = 0;
  const feed = async () => {
    for await (const text of part.content) {
      const bytes = Buffer.from(text);
      crc = crc32(bytes, crc);
      unpacked += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
    deflate.end();
  };
  // A failure of the content reaches the reader through the stream.
  const fed = feed().catch((error: unknown) => void deflate.destroy(error instanceof Error ? error : new Error(String(error))));
  yield localHeader(name);
  let packed = 0;
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    packed += chunk.length;
    yield chunk;
  }
  await fed;
  const written = { name, crc, packed, unpacked, offset };
  if (unpacked > LIMIT || offset > LIMIT) throw new Error('a workbook above 4 GB');
  yield descriptor(written);
  return written;
}

/** Streams a zip of the parts, one after the other; holds no more than some 100 KB of it. */
export async function* zipped(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const entries: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const packing = pack(part, offset);
    for (let step = await packing.next(); ; step = await packing.next()) {
      if (step.done) {
        entries.push(step.value);
        break;
      }
      offset += step.value.length;
      yield step.value;
    }
  }
  const directory = Buffer.concat(entries.map(directoryEntry));
  yield directory;
  yield directoryEnd(entries.length, directory.length, offset);
}
