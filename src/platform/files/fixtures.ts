import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

export interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  /** Differs from picture to picture, so that their hashes do. */
  readonly seed?: number;
  /** With time, place and device, and the orientation of an upright phone (90 degrees). */
  readonly exif?: boolean;
}

/** A JPEG with structure: blocks of colour that a seed decides. */
export async function aPicture({ width = 800, height = 600, seed = 1, exif = false }: PictureOptions = {}): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 16 * 12 * 3 }, (_, at) => ((at + 1) * (seed + 7) * 2_654_435_761) % 251));
  const picture = sharp(pixels, { raw: { width: 16, height: 12, channels: 3 } }).resize(width, height, { fit: 'fill', kernel: 'nearest' });
  if (!exif) return picture.jpeg().toBuffer();
  return picture
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Huawei', Model: 'P60' },
      IFD2: { DateTimeOriginal: '2026:11:20 10:11:12' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 16/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 57/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

/** The same picture with its EXIF block made senseless, as some messengers do. */
export function withBrokenExif(picture: Buffer): Buffer {
  const broken = Buffer.from(picture);
  const at = broken.indexOf('Exif\0\0');
  broken.fill(0xff, at + 8, at + 100);
  return broken;
}

/** The PNG with one more chunk behind its header; the checksum is left out, as readers skip it for what they can do without. */
export function withPngChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const HEADER = 33;
  return Buffer.concat([png.subarray(0, HEADER), length, Buffer.from(type), data, Buffer.alloc(4), png.subarray(HEADER)]);
}

interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
}

/** A zip of these parts (without checksums: nothing here reads them). */
export function aZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, title, packed);
    directory.push(entry, title);
    offset += local.length + title.length + packed.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** The bytes as they would arrive, in pieces. */
export async function* inPieces(bytes: Uint8Array, size = 16_384): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
