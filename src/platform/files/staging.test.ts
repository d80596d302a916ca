import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inBoth, Problem } from '../../kernel/problem.ts';
import { derivedKey, originalKey } from './blobs.ts';
import { DiskBlobs } from './disk.ts';
import { aPicture, aZip, inPieces, withBrokenExif, withPngChunk } from './fixtures.ts';
import { pictureDistance } from './images.ts';
import { harmlessName, stage } from './staging.ts';
import type { PutOptions, StagedFile } from './store.ts';

let root: string;
let blobs: DiskBlobs;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongchuang-files-'));
  blobs = new DiskBlobs(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const staged = (bytes: Uint8Array, options: Partial<PutOptions> = {}): Promise<StagedFile> =>
  stage(blobs, join(root, 'incoming'), inPieces(bytes), { kind: 'any', ...options });

/** The code of the refusal; the temporary file must be gone as well. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw error ?? new Error('it was accepted');
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
  return error.kind.code;
}

const part = (name: string, content = '<x/>') => ({ name, content: Buffer.from(content) });
const docx = () => aZip([part('[Content_Types].xml'), part('word/document.xml')]);

describe('pictures', () => {
  it('keep their original untouched and are shown upright, small and without metadata', async () => {
    const picture = await aPicture({ width: 4000, height: 3000, exif: true });
    const file = await staged(picture, { kind: 'image', name: '门前.JPG' });
    expect(file).toMatchObject({
      kind: 'image',
      mediaType: 'image/jpeg',
      name: '门前.jpg',
      width: 3000,
      height: 4000,
      bytes: picture.length,
    });
    expect(file.exif).toEqual({ takenAt: '2026-11-20T02:11:12.000Z', lng: 108.95, lat: expect.closeTo(34.2667, 3), device: 'Huawei P60' });
    expect(await blobs.read(originalKey(file.sha256))).toEqual(picture);
    for (const [variant, width, height] of [
      ['shown', 1200, 1600],
      ['thumb', 240, 320],
    ] as const) {
      const shown = await blobs.read(derivedKey(file.sha256, variant));
      expect(await sharp(shown).metadata()).toMatchObject({ width, height, format: 'jpeg' });
      expect(shown.includes('Exif')).toBe(false);
      expect(await exifr.parse(shown)).toBeUndefined();
    }
  });

  it('with broken EXIF are pictures all the same', async () => {
    const file = await staged(withBrokenExif(await aPicture({ exif: true })), { kind: 'image' });
    expect(file).toMatchObject({ exif: null, width: 800, height: 600 });
  });

  it('of the same scene are near each other by perceptual hash, of another far', async () => {
    const [one, smaller, other] = await Promise.all(
      [aPicture({ seed: 3 }), aPicture({ seed: 3, width: 500, height: 375 }), aPicture({ seed: 90 })].map(
        async (picture) => (await staged(await picture)).phash ?? '',
      ),
    );
    expect(one).toMatch(/^[01]{64}$/);
    expect(pictureDistance(one ?? '', smaller ?? '')).toBeLessThanOrEqual(6);
    expect(pictureDistance(one ?? '', other ?? '')).toBeGreaterThan(15);
  });

  it('of 100 megapixels are refused from the header', async () => {
    const huge = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#fff' }, limitInputPixels: false })
      .png()
      .toBuffer();
    const error = await staged(huge, { kind: 'image' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: { code: 'pictureTooLarge' }, detail: { pixels: 10_800, limit: 6000 } });
  });

  it('tell time and place in every format, not only as JPEG', async () => {
    for (const format of ['png', 'webp', 'avif'] as const) {
      const file = await staged(
        await sharp(await aPicture({ exif: true }))
          .keepExif()
          .toFormat(format)
          .toBuffer(),
        { kind: 'image' },
      );
      expect([format, file.exif]).toEqual([format, expect.objectContaining({ lng: 108.95, device: 'Huawei P60' })]);
    }
  });

  it('with a colour profile or a comment that unpacks to half a gigabyte cost no memory', async () => {
    const packed = deflateSync(Buffer.alloc(512 * 1024 ** 2), { level: 9 });
    const small = await sharp({ create: { width: 10, height: 10, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    const before = process.resourceUsage().maxRSS;
    for (const type of ['iCCP', 'zTXt']) {
      const picture = withPngChunk(small, type, Buffer.concat([Buffer.from('x\0\0'), packed]));
      expect(picture.length).toBeLessThan(600_000);
      expect(await staged(picture, { kind: 'image' })).toMatchObject({ width: 10, exif: null });
    }
    // Kilobytes.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
  });

  it('that end early are refused as broken', async () => {
    const picture = await aPicture();
    expect(await refusal(staged(picture.subarray(0, picture.length - 500), { kind: 'image' }))).toBe('pictureBroken');
  });

  it('in HEIC get their own explanation', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0heicmif1'), Buffer.alloc(100)]);
    expect(await refusal(staged(heic, { kind: 'image', name: 'IMG_0001.HEIC' }))).toBe('heicRefused');
  });
});

describe('types are decided by content', () => {
  it.each([
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'page.html', 'typeRefused'],
    ['a web page called text', Buffer.from('hello <script>alert(1)</script>'), 'note.txt', 'typeLies'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'logo.svg', 'typeRefused'],
    ['an SVG called .png', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'logo.png', 'typeLies'],
    ['a programme', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'setup.exe', 'typeRefused'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'run.sh', 'typeRefused'],
    ['a PDF called .jpg', Buffer.from('%PDF-1.7\n%äöü\n1 0 obj\n'), 'photo.jpg', 'typeLies'],
    ['a zip', aZip([part('a.txt')]), 'a.zip', 'typeRefused'],
    ['a zip called .jpg', aZip([part('a.txt')]), 'a.jpg', 'typeLies'],
    ['a zip called .docx', aZip([part('a.txt')]), 'a.docx', 'typeLies'],
    [
      'a document with macros',
      aZip([part('[Content_Types].xml'), part('word/document.xml'), part('word/vbaProject.bin')]),
      'a.docx',
      'macroRefused',
    ],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, at) => (at * 89) % 256)), 'noise.bin', 'typeRefused'],
    ['nothing', Buffer.alloc(0), 'empty.txt', 'emptyFile'],
  ])('%s is refused', async (_what, bytes, name, code) => {
    expect(await refusal(staged(bytes, { name }))).toBe(code);
  });

  it('the refusal says what the content is, not what the name said', async () => {
    for (const [bytes, name, type] of [
      ['<html><script>alert(1)</script></html>', 'photo.jpg', '网页代码'],
      ['\u0001\u0002 noise', 'photo.jpg', '认不出的格式'],
      ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'logo.svg', '网页代码'],
    ] as const) {
      const error = await staged(Buffer.from(bytes), { name }).catch((thrown: unknown) => thrown);
      if (!(error instanceof Problem)) throw error;
      expect([name, inBoth(String(error.detail.type)).zh]).toEqual([name, type]);
    }
  });

  it.each([
    ['a Word document', docx(), '通知.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '通知.docx'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), '通知.pdf', 'application/pdf', '通知.pdf'],
    ['a text in GB 18030', Buffer.from([0xd6, 0xd0, 0xb9, 0xfa, 0x0a]), '名单.txt', 'text/plain; charset=gb18030', '名单.txt'],
    ['a table in UTF-8', Buffer.from('编号,名称\n1,=1+1\n'), '名单.csv', 'text/csv; charset=utf-8', '名单.csv'],
    ['a text without a name', Buffer.from('第一行'), undefined, 'text/plain; charset=utf-8', 'file.txt'],
  ])('%s is accepted', async (_what, bytes, name, mediaType, kept) => {
    expect(await staged(bytes, name === undefined ? {} : { name })).toMatchObject({ kind: 'document', mediaType, name: kept });
  });

  it('a picture is not taken where a document is asked, nor the other way round', async () => {
    expect(await refusal(staged(docx(), { kind: 'image' }))).toBe('notAPicture');
    expect(await refusal(staged(await aPicture(), { kind: 'document' }))).toBe('typeRefused');
    // Who is asked for a picture is not advised to send a PDF.
    expect(await refusal(staged(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { kind: 'image', name: 'logo.svg' }))).toBe(
      'notAPicture',
    );
  });

  it('a zip bomb is refused without unpacking it, whatever its name', async () => {
    const bomb = aZip([{ name: 'word/document.xml', content: Buffer.alloc(100 * 1024 ** 2) }]);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(staged(bomb, { name: 'photo.jpg' }))).toBe('archiveBomb');
  });
});

describe('transfers', () => {
  it('stop as soon as the limit is passed', async () => {
    let sent = 0;
    async function* endless() {
      for (; ; sent++) yield Buffer.alloc(1000, 'a');
    }
    const work = stage(blobs, join(root, 'incoming'), endless(), { kind: 'any', limit: 10_000 });
    expect(await refusal(work)).toBe('fileTooLarge');
    expect(sent).toBeLessThan(20);
  });

  it('that break off leave nothing behind', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('aborted');
    }
    expect(await refusal(stage(blobs, join(root, 'incoming'), broken(), { kind: 'any' }))).toBe('cutOff');
  });

  it('with another hash than announced are incomplete', async () => {
    expect(await refusal(staged(Buffer.from('text'), { sha256: 'a'.repeat(64) }))).toBe('cutOff');
  });

  it('repeated, even at the same time, give one blob', async () => {
    const picture = await aPicture({ seed: 55 });
    const all = await Promise.all(Array.from({ length: 8 }, () => staged(picture)));
    expect(new Set(all.map((file) => file.sha256)).size).toBe(1);
    expect(await blobs.read(originalKey(all[0]?.sha256 ?? ''))).toEqual(picture);
    expect(await readdir(join(root, 'incoming'))).toEqual([]);
  });
});

it.each([
  ['../../etc/passwd', 'passwd.txt'],
  ['C:\\temp\\照片 1.jpeg', '照片 1.txt'],
  ['a\u202Etxt.exe', 'atxt.txt'],
  ['', 'file.txt'],
  [undefined, 'file.txt'],
  ['𠮷'.repeat(300), `${'𠮷'.repeat(120)}.txt`],
])('the name %j becomes %j', (name, harmless) => {
  expect(harmlessName(name, 'txt')).toBe(harmless);
});
