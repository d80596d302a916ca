const LONGEST = 1600;
const QUALITY = 0.82;

/**
 * A smaller copy of a photo, drawn anew, so that nothing of the camera's notes (place, time, device) leaves the phone.
 * What the browser cannot draw is sent as it is; the server decides.
 */
export const shrink = async (file: Blob): Promise<Blob> => (await drawn(file)) ?? (await drawnByLibrary(file)) ?? file;

async function drawn(file: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } catch {
    return null;
  }
}

/** Phones before 2020 do not turn a picture upright by themselves: only they load the library that does. */
async function drawnByLibrary(file: Blob): Promise<Blob | null> {
  try {
    const { default: Compressor } = await import('compressorjs');
    return await new Promise<Blob | null>((resolve) => {
      const how = { maxWidth: LONGEST, maxHeight: LONGEST, quality: QUALITY, mimeType: 'image/jpeg', strict: false };
      return new Compressor(file, { ...how, success: resolve, error: () => resolve(null) });
    });
  } catch {
    return null;
  }
}

const bytesOf = (blob: Blob): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => (reader.result instanceof ArrayBuffer ? resolve(reader.result) : reject(new Error('no bytes')));
    reader.onerror = () => reject(new Error('not read'));
    reader.readAsArrayBuffer(blob);
  });

/** Where a photo was taken, read on the phone from its own notes; null when it does not say. */
export async function placeOf(file: Blob): Promise<{ lng: number; lat: number } | null> {
  try {
    const view = new DataView(await bytesOf(file.slice(0, 128 * 1024)));
    const start = exifStart(view);
    return start === null ? null : gpsIn(view, start);
  } catch {
    return null;
  }
}

/** Offset of the TIFF part within a JPEG's APP1 segment. */
function exifStart(view: DataView): number | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    if (view.getUint16(at) === 0xffda) return null;
  }
  return null;
}

function gpsIn(view: DataView, tiff: number): { lng: number; lat: number } | null {
  const little = view.getUint16(tiff) === 0x4949;
  const entries = (directory: number) => {
    const found = new Map<number, number>();
    for (let i = 0; i < view.getUint16(directory, little); i += 1) {
      const entry = directory + 2 + i * 12;
      found.set(view.getUint16(entry, little), entry);
    }
    return found;
  };
  const pointer = entries(tiff + view.getUint32(tiff + 4, little)).get(0x8825);
  if (pointer === undefined) return null;
  const gps = entries(tiff + view.getUint32(pointer + 8, little));
  const degrees = (tag: number): number | null => {
    const entry = gps.get(tag);
    if (entry === undefined) return null;
    const values = tiff + view.getUint32(entry + 8, little);
    const part = (index: number) => view.getUint32(values + index * 8, little) / (view.getUint32(values + index * 8 + 4, little) || 1);
    return part(0) + part(1) / 60 + part(2) / 3600;
  };
  const letter = (tag: number) => {
    const entry = gps.get(tag);
    return entry === undefined ? '' : String.fromCharCode(view.getUint8(entry + 8));
  };
  const [lat, lng] = [degrees(2), degrees(4)];
  if (lat === null || lng === null || (lat === 0 && lng === 0)) return null;
  return { lng: letter(3) === 'W' ? -lng : lng, lat: letter(1) === 'S' ? -lat : lat };
}
