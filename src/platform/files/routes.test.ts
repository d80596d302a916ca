import { createHash } from 'node:crypto';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCity, aPerson, type TestPerson } from '../../city/fixtures.ts';
import type { Id } from '../../kernel/ids.ts';
import { startTestApp, type As, type TestApp } from '../../testing/app.ts';
import { newId } from '../ids.ts';
import type { FileAccess } from './access.ts';
import * as api from './api.ts';
import { aPicture, inPieces } from './fixtures.ts';
import { filesSlice } from './slice.ts';

let app: TestApp;
let people: Record<'office' | 'finder' | 'handler' | 'stranger' | 'media', TestPerson>;
/** Who sees what of which record: stands for a slice's own rule. */
const sights = new Map<string, 'shown' | 'original'>();
const access: FileAccess = { subject: 'thing', sees: async (ctx, id) => sights.get(`${ctx.actor.personId}:${id}`) ?? 'nothing' };
let seed = 0;

beforeAll(async () => {
  app = await startTestApp({ slices: [filesSlice([access])] });
  people = await app.as('system', async ({ tx }) => {
    await aCity(tx);
    return {
      office: await aPerson(tx, { role: 'officeStaff' }),
      finder: await aPerson(tx, { role: 'inspector' }),
      handler: await aPerson(tx, { role: 'unitLiaison' }),
      stranger: await aPerson(tx, { role: 'unitLiaison' }),
      media: await aPerson(tx, { role: 'mediaEditor' }),
    };
  });
});
afterAll(() => app.close());
beforeEach(() => sights.clear());

const by = (who: keyof typeof people): As => ({ personId: people[who].id });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function uploaded(who: keyof typeof people = 'finder', picture?: Buffer) {
  const file = picture ?? (await aPicture({ seed: ++seed, exif: true }));
  const answer = await app.call(api.uploadFile, { name: '现场.jpg' }, { as: by(who), file });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Ties a finder's file to a new record, which the office sees whole and the handler sees shown. */
async function tied(fileId: Id): Promise<Id> {
  const id = newId();
  await app.as(by('finder'), (ctx) => ctx.files.link(ctx, [fileId], { kind: 'thing', id }));
  sights.set(`${people.office.id}:${id}`, 'original').set(`${people.handler.id}:${id}`, 'shown').set(`${people.media.id}:${id}`, 'shown');
  return id;
}

const get = (fileId: Id, variant: string, as: As, query = '') => app.inject({ url: `/api/v1/files/${fileId}/${variant}${query}`, as });

describe('uploading', () => {
  it('answers the record; the same content again gives the same file, another person gets another', async () => {
    const picture = await aPicture({ seed: ++seed, exif: true });
    const first = await uploaded('finder', picture);
    expect(first).toMatchObject({
      sha256: sha256(picture),
      kind: 'image',
      width: 600,
      height: 800,
      exif: { device: 'Huawei P60' },
      releasedAt: null,
    });
    expect(await uploaded('finder', picture)).toEqual(first);
    expect((await uploaded('office', picture)).id).not.toBe(first.id);
    const found = await app.call(api.findFile, { sha256: first.sha256 }, { as: by('finder') });
    expect(found.body).toEqual(first);
    expect((await app.call(api.findFile, { sha256: first.sha256 }, { as: by('stranger') })).status).toBe(404);
  });

  it('needs a person, except for pictures of the public', async () => {
    const picture = await aPicture({ seed: ++seed });
    expect((await app.call(api.uploadFile, {}, { file: picture })).status).toBe(401);
    const sent = await app.call(api.uploadPublicPicture, {}, { file: picture });
    expect(sent.status).toBe(200);
    expect(Object.keys(sent.body)).toEqual(['id']);
    const text = await app.call(api.uploadPublicPicture, {}, { file: Buffer.from('no picture') });
    expect([text.status, text.problem.code]).toEqual([415, 'notAPicture']);
  });

  it('refuses lies, bombs of pixels and empty files in words', async () => {
    const lie = await app.call(api.uploadFile, { name: '照片.jpg' }, { as: by('finder'), file: Buffer.from('%PDF-1.7\n') });
    expect([lie.status, lie.problem.code]).toEqual([415, 'typeLies']);
    expect(lie.problem.title).toContain('pdf');
    const huge = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#fff' }, limitInputPixels: false })
      .png()
      .toBuffer();
    const big = await app.call(api.uploadFile, {}, { as: by('finder'), file: huge });
    expect([big.status, big.problem.code]).toEqual([422, 'pictureTooLarge']);
    expect(big.problem.title).toContain('10800');
  });

  it('leaves no record when what follows in the transaction fails, and no blob is lost for others', async () => {
    const picture = await aPicture({ seed: ++seed });
    const failing = app.as(by('finder'), async (ctx) => {
      await ctx.files.put(ctx, picture, { kind: 'image' });
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect((await app.call(api.findFile, { sha256: sha256(picture) }, { as: by('finder') })).status).toBe(404);
    expect((await uploaded('finder', picture)).sha256).toBe(sha256(picture));
  });
});

describe('seeing', () => {
  it('the uploader sees the original, a stranger nothing, as if it did not exist', async () => {
    const file = await uploaded();
    const own = await get(file.id, 'original', by('finder'));
    expect(own.statusCode).toBe(200);
    expect(sha256(own.rawPayload)).toBe(file.sha256);
    const hidden = await get(file.id, 'shown', by('stranger'));
    const absent = await get(newId(), 'shown', by('stranger'));
    expect([hidden.statusCode, hidden.json().code, hidden.json().detail]).toEqual([
      absent.statusCode,
      absent.json().code,
      absent.json().detail,
    ]);
    expect((await app.call(api.describeFile, { fileId: file.id }, { as: by('stranger') })).status).toBe(404);
  });

  it('a record shows its files as its slice says: cleaned, or whole', async () => {
    const file = await uploaded();
    await tied(file.id);
    const shown = await get(file.id, 'shown', by('handler'));
    expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    expect(await exifr.parse(shown.rawPayload)).toBeUndefined();
    expect((await get(file.id, 'thumb', by('handler'))).statusCode).toBe(200);
    expect((await get(file.id, 'original', by('handler'))).statusCode).toBe(404);
    expect((await get(file.id, 'original', by('office'))).statusCode).toBe(200);
  });

  it('documents are always downloads, under their own name', async () => {
    const text = await app.call(api.uploadFile, { name: '名单 一.txt' }, { as: by('finder'), file: Buffer.from('甲乙丙') });
    const answer = await get(text.body.id, 'original', by('finder'));
    expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('名单 一.txt')}`);
    expect((await get(text.body.id, 'shown', by('finder'))).statusCode).toBe(404);
  });

  it('files of others cannot be tied, the public’s only once', async () => {
    const file = await uploaded('office');
    const steal = app.as(by('finder'), (ctx) => ctx.files.link(ctx, [file.id], { kind: 'thing', id: newId() }));
    await expect(steal).rejects.toMatchObject({ kind: { code: 'notFound' } });
    const sent = await app.call(api.uploadPublicPicture, {}, { file: await aPicture({ seed: ++seed }) });
    const subject = { kind: 'thing', id: newId() };
    const tie = (id: Id) => app.as('public', (ctx) => ctx.files.link(ctx, [sent.body.id], { kind: 'thing', id }));
    await tie(subject.id);
    await tie(subject.id);
    await expect(tie(newId())).rejects.toMatchObject({ kind: { code: 'notFound' } });
    expect(await app.as('system', (ctx) => ctx.files.linked(ctx.read, subject))).toHaveLength(1);
  });

  it('files of one record come in their order, and go with a merge', async () => {
    const [one, two] = [await uploaded(), await uploaded()];
    const [from, to] = [
      { kind: 'thing', id: newId() },
      { kind: 'thing', id: newId() },
    ];
    await app.as(by('finder'), async (ctx) => {
      await ctx.files.link(ctx, [two.id, one.id], from);
      await ctx.files.linkAll(ctx, from, to);
      await ctx.files.unlink(ctx.tx, [two.id], from);
    });
    const ids = (subject: typeof from) =>
      app.as('system', async (ctx) => (await ctx.files.linked(ctx.read, subject)).map((file) => file.id));
    expect(await ids(from)).toEqual([one.id]);
    expect(await ids(to)).toEqual([two.id, one.id]);
  });
});

describe('publishing', () => {
  const faces = [{ x: 0.25, y: 0.25, width: 0.5, height: 0.5, style: 'fill' as const }];

  async function middle(picture: Buffer): Promise<number[]> {
    const { width, height } = await sharp(picture).metadata();
    return [
      ...(await sharp(picture)
        .extract({ left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 })
        .raw()
        .toBuffer()),
    ];
  }

  it('the public sees nothing before release, then the masked copy, then nothing after withdrawal', async () => {
    const file = await uploaded();
    await tied(file.id);
    for (const variant of ['original', 'shown', 'thumb', 'published', 'publishedThumb'])
      expect((await get(file.id, variant, 'public')).statusCode).toBe(404);

    const masked = await app.call(api.replaceMasks, { fileId: file.id, masks: faces }, { as: by('media') });
    expect(masked.status).toBe(200);
    expect((await get(file.id, 'published', 'public')).statusCode).toBe(404);

    const released = await app.call(api.releaseFile, { fileId: file.id }, { as: by('office') });
    expect(released.body.publishedVersion).toMatch(/^[0-9a-f]{12}$/);
    const published = await get(file.id, 'published', 'public', `?v=${released.body.publishedVersion}`);
    expect(published.headers['cache-control']).toContain('max-age=86400');
    expect(await exifr.parse(published.rawPayload)).toBeUndefined();
    expect((await middle(published.rawPayload)).every((value) => Math.abs(value - 44) < 12)).toBe(true);
    expect((await get(file.id, 'published', 'public')).headers['cache-control']).toBe('no-store');
    expect((await get(file.id, 'publishedThumb', 'public')).statusCode).toBe(200);
    for (const variant of ['original', 'shown', 'thumb']) expect((await get(file.id, variant, 'public')).statusCode).toBe(404);

    expect((await app.call(api.withdrawFile, { fileId: file.id }, { as: by('office') })).status).toBe(204);
    expect((await get(file.id, 'published', 'public')).statusCode).toBe(404);
  });

  it('masks drawn after release are in the copy at once, under a new address; only who may release may draw them', async () => {
    const file = await uploaded();
    await tied(file.id);
    const before = await app.call(api.releaseFile, { fileId: file.id }, { as: by('office') });
    expect((await app.call(api.replaceMasks, { fileId: file.id, masks: faces }, { as: by('media') })).status).toBe(403);
    const after = await app.call(api.replaceMasks, { fileId: file.id, masks: faces }, { as: by('office') });
    expect(after.body.publishedVersion).not.toBe(before.body.publishedVersion);
    expect((await app.call(api.listMasks, { fileId: file.id }, { as: by('media') })).body.masks).toEqual(faces);
    const copy = await get(file.id, 'published', 'public');
    expect((await middle(copy.rawPayload)).every((value) => Math.abs(value - 44) < 12)).toBe(true);
  });

  it('is for those who may, of what they see, and of pictures', async () => {
    const file = await uploaded();
    expect((await app.call(api.releaseFile, { fileId: file.id }, { as: by('office') })).status).toBe(404);
    await tied(file.id);
    expect((await app.call(api.releaseFile, { fileId: file.id }, { as: by('handler') })).status).toBe(403);
    expect((await app.call(api.releaseFile, { fileId: file.id })).status).toBe(401);
    const outside = { x: 0.8, y: 0, width: 0.5, height: 0.1, style: 'fill' as const };
    expect((await app.call(api.replaceMasks, { fileId: file.id, masks: [outside] }, { as: by('media') })).status).toBe(422);
    const text = await app.call(api.uploadFile, { name: 'a.txt' }, { as: by('office'), file: Buffer.from('text') });
    expect((await app.call(api.releaseFile, { fileId: text.body.id }, { as: by('office') })).problem.code).toBe('notAnImage');
  });
});

describe('sweeping', () => {
  const DAY = 86_400_000;
  /** All nights of one round, from a moment on; the clock of the storage is the real one. */
  async function sweepFrom(start: number): Promise<number> {
    let removed = 0;
    for (let night = 0; night < 32; night++)
      removed += await app.as('system', (ctx) => ctx.files.sweep(ctx.tx, new Date(start + night * DAY)));
    return removed;
  }

  it('removes what no record has, and nothing else', async () => {
    const kept = await uploaded();
    await tied(kept.id);
    await app.call(api.releaseFile, { fileId: kept.id }, { as: by('office') });
    const picture = await aPicture({ seed: ++seed });
    const orphan = app.as(by('finder'), async (ctx) => {
      await ctx.files.put(ctx, picture, { kind: 'image' });
      throw new Error('afterwards');
    });
    await expect(orphan).rejects.toThrow('afterwards');
    const unclaimed = await app.call(api.uploadPublicPicture, {}, { file: await aPicture({ seed: ++seed }) });
    // Young blobs stay: a transaction may be under way.
    expect(await app.as('system', (ctx) => ctx.files.sweep(ctx.tx, new Date()))).toBe(0);
    expect(await sweepFrom(Math.max(Date.now(), app.clock.now().getTime()) + 9 * DAY)).toBeGreaterThanOrEqual(6);
    for (const variant of ['original', 'shown', 'thumb', 'published', 'publishedThumb'])
      expect((await get(kept.id, variant, by('finder'))).statusCode).toBe(200);
    expect(await app.as('system', (ctx) => ctx.files.describe(ctx.read, [unclaimed.body.id]))).toEqual([]);
    // Sent again, it is there again.
    const again = await uploaded('finder', picture);
    expect((await get(again.id, 'original', by('finder'))).statusCode).toBe(200);
  });

  it('a content that was swept after it was staged is not recorded', async () => {
    const picture = await aPicture({ seed: ++seed });
    const late = app.as(by('finder'), async (ctx) => {
      const staged = await ctx.files.stage(inPieces(picture), { kind: 'image' });
      await sweepFrom(Date.now() + 9 * DAY);
      return ctx.files.keep(ctx, staged);
    });
    await expect(late).rejects.toMatchObject({ kind: { code: 'unavailable' } });
  });
});
