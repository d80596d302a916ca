import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlobMissing } from './blobs.ts';
import { S3Blobs, s3Place, type S3Place } from './s3.ts';
import { signed } from './signature.ts';

it('signs as the published example of Signature Version 4 does', () => {
  const headers = signed(
    {
      method: 'GET',
      path: '/test.txt',
      headers: { host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9' },
      payloadSha256: createHash('sha256').digest('hex'),
      at: new Date('2013-05-24T00:00:00Z'),
    },
    { keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' },
  );
  expect(headers.authorization).toContain('Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});

it('reads its place from one address', () => {
  expect(s3Place('s3://key:sec%2Fret@oss.example:9000/photos?region=cn-north-1&tls=0')).toEqual({
    keyId: 'key',
    secret: 'sec/ret',
    host: 'oss.example',
    port: 9000,
    bucket: 'photos',
    region: 'cn-north-1',
    secure: false,
  });
  expect(() => s3Place('s3://oss.example/photos')).toThrow('STORAGE_URL');
});

describe('against a server that speaks S3', () => {
  const objects = new Map<string, Buffer>();
  let server: Server;
  let place: S3Place;
  let folder: string;
  const clock = () => new Date('2026-11-23T01:20:00Z');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongchuang-s3-'));
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const key = request.url ?? '';
        // As a real server: the body must hash to what was signed.
        if (request.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex') || !request.headers.authorization)
          return response.writeHead(403).end();
        if (key.includes('forbidden')) return response.writeHead(403).end();
        if (request.method === 'PUT') objects.set(key, body);
        if (request.method === 'DELETE') objects.delete(key);
        const found = objects.get(key);
        if (request.method === 'DELETE') return response.writeHead(204).end();
        if (!found) return response.writeHead(404).end();
        response.writeHead(200, { 'content-length': request.method === 'PUT' ? 0 : found.length });
        return response.end(request.method === 'GET' ? found : undefined);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    place = s3Place(`s3://key:secret@127.0.0.1:${(server.address() as AddressInfo).port}/bucket?tls=0`);
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps files and bytes, gives them back and removes them', async () => {
    const blobs = new S3Blobs(place, clock);
    const path = join(folder, 'file');
    await writeFile(path, 'content of a file');
    await blobs.keepFile('ab/cd/abcd', path, 'text/plain');
    await blobs.keepBytes('ab/cd/abcd.thumb.jpg', Buffer.from('thumb'), 'image/jpeg');
    expect(await blobs.has('ab/cd/abcd')).toBe(true);
    expect((await blobs.read('ab/cd/abcd')).toString()).toBe('content of a file');
    expect((await buffer((await blobs.open('ab/cd/abcd.thumb.jpg')).stream)).toString()).toBe('thumb');
    await blobs.remove('ab/cd/abcd');
    expect(await blobs.has('ab/cd/abcd')).toBe(false);
    await expect(blobs.read('ab/cd/abcd')).rejects.toBeInstanceOf(BlobMissing);
  });

  it('says when the storage refuses', async () => {
    const blobs = new S3Blobs(place, clock);
    await expect(blobs.keepBytes('forbidden', Buffer.from('x'), 'text/plain')).rejects.toThrow('storage answered 403');
  });
});
