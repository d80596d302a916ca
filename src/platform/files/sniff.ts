import { open, type FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { both, Problem } from '../../kernel/problem.ts';
import { fileProblems } from './schema.ts';
import type { FileKind, PutOptions } from './store.ts';
import { BrokenZip, isBomb, Zip, type ZipEntry } from './zip.ts';

export interface Sniffed {
  readonly kind: FileKind;
  readonly mediaType: string;
  /** Usual ending of such a file, without the dot. */
  readonly ending: string;
}

const image = (ending: string) => ({ kind: 'image' as const, ending });
const media = (ending: string) => ({ kind: 'media' as const, ending });
const document = (ending: string) => ({ kind: 'document' as const, ending });

/** What is accepted by its magic number. Everything that a browser would run (SVG, HTML) and programs are not here. */
const accepted: Readonly<Record<string, { readonly kind: FileKind; readonly ending: string }>> = {
  'image/jpeg': image('jpg'),
  'image/png': image('png'),
  'image/webp': image('webp'),
  'image/gif': image('gif'),
  'image/avif': image('avif'),
  'application/pdf': document('pdf'),
  'application/rtf': document('rtf'),
  'video/mp4': media('mp4'),
  'video/quicktime': media('mov'),
  'video/webm': media('webm'),
  'audio/mpeg': media('mp3'),
  'audio/mp4': media('m4a'),
  'audio/x-m4a': media('m4a'),
  'audio/wav': media('wav'),
  'audio/ogg': media('ogg'),
  'audio/amr': media('amr'),
  'audio/aac': media('aac'),
};

const HEIC = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);

/** Old office files all start alike; only the name tells which programme made them. */
const compound: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  dps: 'application/vnd.ms-powerpoint',
};

const openXml = 'application/vnd.openxmlformats-officedocument';
/** A part that only this kind of office zip has. */
const officeZips: readonly { readonly part: string; readonly mediaType: string; readonly ending: string }[] = [
  { part: 'word/document.xml', mediaType: `${openXml}.wordprocessingml.document`, ending: 'docx' },
  { part: 'xl/workbook.xml', mediaType: `${openXml}.spreadsheetml.sheet`, ending: 'xlsx' },
  { part: 'ppt/presentation.xml', mediaType: `${openXml}.presentationml.presentation`, ending: 'pptx' },
  { part: 'OFD.xml', mediaType: 'application/ofd', ending: 'ofd' },
  { part: 'META-INF/manifest.xml', mediaType: 'application/vnd.oasis.opendocument.text', ending: 'odt' },
];

const HEAD = 8192;
const endingOf = (name: string) => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

async function headOf(file: FileHandle): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
  return buffer.subarray(0, bytesRead);
}

/** Text in UTF-8 or GB 18030 without control characters; markup that a browser could run is no text. */
function asText(head: Buffer, ending: string): Sniffed | null {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return null;
  // A character may be cut at the end of the head: a streaming decoder waits for the rest.
  const decoded = ['utf-8', 'gb18030'].map((charset) => {
    try {
      return { charset, text: new TextDecoder(charset, { fatal: true }).decode(head, { stream: true }) };
    } catch {
      return null;
    }
  });
  const found = decoded.find((candidate) => candidate !== null);
  if (!found || /^\s*</.test(found.text) || /<(script|html|svg|iframe|body|!doctype)\b/i.test(found.text) || found.text.startsWith('#!'))
    return null;
  const csv = ending === 'csv';
  return { kind: 'document', mediaType: `text/${csv ? 'csv' : 'plain'}; charset=${found.charset}`, ending: csv ? 'csv' : 'txt' };
}

/** What to call content without a magic number that is no plain text: the name that it came with may be the lie. */
const namelessType = (head: Buffer): string =>
  /^\s*<|<(script|html|svg|iframe|body|!doctype)\b/i.test(head.toString('latin1'))
    ? both('网页代码', 'markup')
    : both('认不出的格式', 'an unknown format');

function officeZip(entries: readonly ZipEntry[]): Sniffed | null {
  const names = new Set(entries.map((entry) => entry.fileName));
  const found = officeZips.find((candidate) => names.has(candidate.part));
  if (!found || entries.some((entry) => entry.isEncrypted())) return null;
  if (entries.some((entry) => /(^|\/)vbaProject\.bin$|^Basic\//i.test(entry.fileName))) throw new Problem(fileProblems.macroRefused);
  return { kind: 'document', mediaType: found.mediaType, ending: found.ending };
}

async function zipType(path: string, size: number): Promise<Sniffed | null> {
  let zip: Zip | undefined;
  try {
    zip = await Zip.open(path);
    if (isBomb(zip.entries, size)) throw new Problem(fileProblems.archiveBomb);
    return officeZip(zip.entries);
  } catch (error) {
    if (error instanceof BrokenZip) return null;
    throw error;
  } finally {
    zip?.close();
  }
}

async function typeOf(file: FileHandle, path: string, size: number, ending: string): Promise<Sniffed | { readonly refused: string }> {
  const head = await headOf(file);
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return (await zipType(path, size)) ?? { refused: 'zip' };
  const magic = await fileTypeFromBuffer(head).catch(() => undefined);
  if (magic === undefined) return asText(head, ending) ?? { refused: namelessType(head) };
  if (HEIC.has(magic.mime)) throw new Problem(fileProblems.heicRefused);
  if (magic.mime === 'application/x-cfb') {
    const mediaType = compound[ending];
    return mediaType ? { kind: 'document', mediaType, ending } : { refused: 'OLE' };
  }
  const known = accepted[magic.mime];
  return known ? { kind: known.kind, mediaType: magic.mime, ending: known.ending } : { refused: magic.ext };
}

/** Names of the endings of each kind, to see whether a name lies about its content. */
const endings: Readonly<Record<FileKind, RegExp>> = {
  image: /^(jpe?g|png|webp|gif|avif|heic|heif|bmp|tiff?)$/,
  document: /^(pdf|rtf|docx?|xlsx?|pptx?|wps|et|dps|ofd|od[tsp]|txt|csv|md)$/,
  media: /^(mp[34]|mov|webm|m4a|wav|og[ga]|amr|aac|avi|mkv)$/,
};

/** Does the name promise another kind of file, or another document, than the content is? */
function lies(ending: string, found: { readonly kind: FileKind | 'none'; readonly ending: string }): boolean {
  const promised = (Object.keys(endings) as FileKind[]).find((kind) => endings[kind].test(ending));
  if (promised === undefined) return false;
  if (promised !== found.kind) return true;
  // Phones and WeChat often rename one picture or film format to another, and any text may be called .txt, .csv or .md.
  const text = /^(txt|csv|md)$/;
  return (
    promised === 'document' &&
    ending !== found.ending &&
    !(text.test(ending) && text.test(found.ending)) &&
    !(/^od[tsp]$/.test(ending) && found.ending === 'odt')
  );
}

/** What to say where something else is wanted: who is asked for a picture is not told of PDF. */
export const refusalFor = (wanted: PutOptions['kind']) => (wanted === 'image' ? fileProblems.notAPicture : fileProblems.typeRefused);

/**
 * The type of a local file by its content; the name only tells apart what starts alike.
 * @throws Problem typeRefused, notAPicture, typeLies, heicRefused, archiveBomb, macroRefused
 */
export async function sniff(path: string, name: string, wanted: PutOptions['kind'] = 'any'): Promise<Sniffed> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const ending = endingOf(name);
    const found = await typeOf(file, path, size, ending);
    const content = 'refused' in found ? { kind: 'none' as const, ending: found.refused } : found;
    if (lies(ending, content)) throw new Problem(fileProblems.typeLies, { name: `.${ending}`, type: content.ending });
    if ('refused' in found) throw new Problem(refusalFor(wanted), { type: found.refused });
    return found;
  } finally {
    await file.close();
  }
}
