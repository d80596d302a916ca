import { CallProblem } from '../../../ui/call.ts';
import { textOf } from '../../../ui/i18n.ts';
import { uiTexts } from '../../../ui/text.ts';

export interface Downloaded {
  readonly name: string;
  readonly bytes: number;
}

/** Receives a file piece by piece, telling how much has come, and saves it. @throws CallProblem */
export async function download(
  address: string,
  usualName: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Downloaded> {
  const response = await fetch(address, { credentials: 'same-origin', signal }).catch((error: unknown) => {
    if (error instanceof DOMException) throw error;
    throw new CallProblem('offline', 0, textOf(uiTexts, 'noConnection'));
  });
  if (!response.ok || !response.body) {
    const told = new Map<string, unknown>(Object.entries((await response.json().catch(() => null)) ?? {}));
    const title = told.get('title');
    throw new CallProblem(
      'download',
      response.status,
      typeof title === 'string' ? title : textOf(uiTexts, 'noReason', { status: response.status }),
    );
  }
  const pieces: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    bytes += piece.value.byteLength;
    onBytes(bytes);
  }
  const name = nameOf(response.headers.get('content-disposition')) ?? usualName;
  save(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name);
  return { name, bytes };
}

function nameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? null);
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const sizeWords = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
