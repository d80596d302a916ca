import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../kernel/problem.ts';
import { spooled } from '../files/spool.ts';
import { BrokenZip, isBomb, Zip, type ZipEntry } from '../files/zip.ts';
import { SheetReader, type RawRow } from './cells.ts';
import { sheetProblems } from './schema.ts';
import { RelationsReader, StringsReader, StylesReader, WorkbookReader } from './xlsx.ts';
import { BrokenXml, XmlScanner, type XmlHandler } from './xml-scan.ts';

export const MOST_IMPORTED = 200_000;
const LARGEST = 100 * 1024 ** 2;
/** Bytes of the texts that cells refer to, which must be in memory together. */
const LARGEST_STRINGS = 200 * 1024 ** 2;

/** A local workbook, part by part. */
class Package {
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(private readonly zip: Zip) {
    this.entries = new Map(zip.entries.map((entry) => [entry.fileName.toLowerCase(), entry]));
  }

  /** Reads a small part whole; an absent one leaves the handler untouched. */
  async read<H extends XmlHandler>(name: string, handler: H): Promise<H> {
    for await (const _ of this.scan(name, handler));
    return handler;
  }

  /** Feeds a part to its handler piece by piece, with a stop after each. */
  async *scan(name: string, handler: XmlHandler): AsyncGenerator<void> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return;
    if (handler instanceof StringsReader && entry.uncompressedSize > LARGEST_STRINGS)
      throw new Problem(sheetProblems.sheetTooLong, { limit: MOST_IMPORTED });
    const decoder = new TextDecoder();
    const scanner = new XmlScanner(handler);
    for await (const chunk of this.zip.unpack(entry)) {
      scanner.feed(decoder.decode(chunk, { stream: true }));
      yield;
    }
    scanner.end();
  }
}

async function* rowsOf(workbook: Package): AsyncGenerator<RawRow> {
  const { firstSheet, from1904 } = await workbook.read('xl/workbook.xml', new WorkbookReader());
  const { targets } = await workbook.read('xl/_rels/workbook.xml.rels', new RelationsReader());
  const sheet = targets.get(firstSheet ?? '');
  if (sheet === undefined) throw new Problem(sheetProblems.sheetUnreadable);
  const { dates } = await workbook.read('xl/styles.xml', new StylesReader());
  const { strings } = await workbook.read('xl/sharedStrings.xml', new StringsReader());
  const reader = new SheetReader({ strings, dates, from1904 });
  for await (const _ of workbook.scan(sheet, reader)) {
    const { rows } = reader;
    reader.rows = [];
    yield* rows;
  }
}

/** What a damaged file makes the layers below say; anything else is a failure of ours. */
const isDamage = (error: unknown) => error instanceof BrokenZip || error instanceof BrokenXml;

async function* localRows(path: string, size: number): AsyncGenerator<RawRow> {
  let zip: Zip | undefined;
  try {
    zip = await Zip.open(path);
    if (isBomb(zip.entries, size)) throw new BrokenZip('bomb');
    let count = 0;
    for await (const row of rowsOf(new Package(zip))) {
      if (++count > MOST_IMPORTED + 1) throw new Problem(sheetProblems.sheetTooLong, { limit: MOST_IMPORTED });
      yield row;
    }
  } catch (error) {
    throw isDamage(error) ? new Problem(sheetProblems.sheetUnreadable) : error;
  } finally {
    zip?.close();
  }
}

/**
 * The rows of a workbook's first sheet, streamed. The bytes go to a local file first: a workbook's parts refer to each
 * other in any order, and its directory stands at its end.
 * @throws Problem sheetUnreadable, sheetTooLong
 */
export async function* sheetRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  const local = await spooled(join(tmpdir(), 'tongchuang-sheets'), bytes, LARGEST);
  try {
    yield* localRows(local.path, local.bytes);
  } finally {
    await local.remove();
  }
}
