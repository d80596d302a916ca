import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlobMissing } from './blobs.ts';
import { S3Blobs } from './s3.ts';
import { s3Place, type S3Place } from './s3-place.ts';

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
  for (const wrong of ['s3://oss.example/photos', 's3://x', 'file:///data', 's3:']) expect(s3Place(wrong)).toBeNull();
});

describe('against a server that speaks S3', () => {
  const objects = new Map<string, Buffer>();
  const signature =
    /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/us-east-1\/s3\/aws4_request, SignedHeaders=(?=.*host)(?=.*x-amz-content-sha256).*, Signature=[0-9a-f]{64}$/;
  let server: Server;
  let place: S3Place;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongchuang-s3-'));
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const key = request.url?.split('?')[0] ?? '';
        // As a real server: the body must hash to what was signed.
        if (request.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
          return response.writeHead(403).end();
        // The signature covers the host and the hash of the body.
        if (!signature.test(request.headers.authorization ?? '')) return response.writeHead(403).end();
        if (key === '/bucket' || key === '/bucket/') return response.writeHead(200).end();
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
    const { port } = server.address() as AddressInfo;
    place = s3Place(`s3://key:secret@127.0.0.1:${port}/bucket?tls=0`) as S3Place;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps files and bytes, gives them back and removes them', async () => {
    const blobs = new S3Blobs(place);
    const path = join(folder, 'file');
    await writeFile(path, 'content of a file');
    await blobs.keepFile('ab/cd/abcd', path, 'text/plain');
    await blobs.keepBytes('ab/cd/abcd.thumb.jpg', Buffer.from('thumb'), 'image/jpeg');
    expect(await blobs.has('ab/cd/abcd')).toBe(true);
    expect((await blobs.read('ab/cd/abcd')).toString()).toBe('content of a file');
    expect((await buffer((await blobs.open('ab/cd/abcd.thumb.jpg')).stream)).toString()).toBe('thumb');
    expect([...objects.keys()]).toEqual(['/bucket/ab/cd/abcd', '/bucket/ab/cd/abcd.thumb.jpg']);
    await blobs.ping();
    await blobs.remove('ab/cd/abcd');
    expect(await blobs.has('ab/cd/abcd')).toBe(false);
    await expect(blobs.read('ab/cd/abcd')).rejects.toBeInstanceOf(BlobMissing);
  });

  it('gives large files in pieces, and the length with them', async () => {
    const blobs = new S3Blobs(place);
    const path = join(folder, 'large');
    const content = Buffer.alloc(12 * 1024 ** 2, 'large ');
    await writeFile(path, content);
    await blobs.keepFile('ef/gh/large', path, 'video/mp4');
    const { stream, bytes } = await blobs.open('ef/gh/large');
    expect(bytes).toBe(content.length);
    expect((await buffer(stream)).equals(content)).toBe(true);
  });

  it('says when the storage refuses', async () => {
    const blobs = new S3Blobs(place);
    await expect(blobs.keepBytes('forbidden', Buffer.from('x'), 'text/plain')).rejects.toThrow('storage answered 403');
  });
});
