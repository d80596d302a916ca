/** Longest side of a photo that is sent; sharp enough to be read on a large screen, under 1 MB. */
const SIDE = 2560;
const QUALITY = 0.85;

export interface Shrunk {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/**
 * Makes a photo smaller before it is sent. A JPEG that is small enough goes as it is, so that its time and place stay readable
 * for the server; otherwise its EXIF block is carried over into the smaller copy. @throws when the browser cannot read it.
 */
export async function shrink(file: Blob): Promise<Shrunk> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = bitmap;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  if (scale === 1 && file.size < 1_500_000) {
    bitmap.close();
    return { blob: file, width, height };
  }
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!drawn) throw new Error('the picture could not be drawn');
  return { blob: await withExif(file, drawn), ...size };
}

/** Puts the EXIF segment of one JPEG behind the start of another; the picture was turned upright, so its orientation becomes 1. */
async function withExif(from: Blob, to: Blob): Promise<Blob> {
  const exif = exifOf(new DataView(await from.slice(0, 256 * 1024).arrayBuffer()));
  if (!exif) return to;
  return new Blob([to.slice(0, 2), exif, to.slice(2)], { type: 'image/jpeg' });
}

function exifOf(jpeg: DataView): Uint8Array<ArrayBuffer> | null {
  if (jpeg.byteLength < 4 || jpeg.getUint16(0) !== 0xff_d8) return null;
  for (let at = 2; at + 4 < jpeg.byteLength && jpeg.getUint8(at) === 0xff;) {
    const length = jpeg.getUint16(at + 2) + 2;
    if (jpeg.getUint16(at) === 0xff_e1 && at + length <= jpeg.byteLength && jpeg.getUint32(at + 4) === 0x45_78_69_66) {
      const segment = new Uint8Array(length);
      segment.set(new Uint8Array(jpeg.buffer, at, length));
      return upright(segment);
    }
    if (jpeg.getUint16(at) === 0xff_da) return null;
    at += length;
  }
  return null;
}

/** Sets the orientation tag (0x0112) of the first directory to 1. */
function upright(segment: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(segment.buffer);
  const tiff = 10;
  if (segment.length < tiff + 8) return segment;
  const little = view.getUint16(tiff) === 0x49_49;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > segment.length) return segment;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > segment.length) break;
    if (view.getUint16(at, little) === 0x01_12) view.setUint16(at + 8, 1, little);
  }
  return segment;
}
