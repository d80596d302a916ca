import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { BlobMissing, type Blobs } from './blobs.ts';
import { signed, type S3Credentials } from './signature.ts';

interface Body {
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly stream: () => Readable;
}

/** Milliseconds without a byte in either direction. */
const SILENCE = 30_000;
const EMPTY = createHash('sha256').digest('hex');

/**
 * `s3://keyId:secret@host[:port]/bucket?region=cn-north-1&tls=0`; addresses the bucket by path, which S3, MinIO, OSS and
 * COS gateways all take.
 */
export interface S3Place extends S3Credentials {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly bucket: string;
}

/** @throws Error that says what is missing. */
export function s3Place(address: string): S3Place {
  const url = new URL(address);
  const bucket = url.pathname.replace(/^\/|\/$/g, '');
  if (!bucket || !url.username || !url.password) throw new Error('STORAGE_URL: s3://keyId:secret@host/bucket?region=…');
  const secure = url.searchParams.get('tls') !== '0';
  return {
    keyId: decodeURIComponent(url.username),
    secret: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
    secure,
    host: url.hostname,
    port: Number(url.port) || (secure ? 443 : 80),
    bucket,
  };
}

/** Blobs in an S3 bucket. A `PUT` that was answered is durable there. */
export class S3Blobs implements Blobs {
  constructor(
    private readonly place: S3Place,
    private readonly clock: () => Date,
  ) {}

  async keepFile(key: string, path: string, mediaType: string): Promise<void> {
    if (await this.has(key)) return;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const { size } = await stat(path);
    await this.put(key, { bytes: size, sha256: hash.digest('hex'), mediaType, stream: () => createReadStream(path) });
  }

  async keepBytes(key: string, bytes: Uint8Array, mediaType: string): Promise<void> {
    if (await this.has(key)) return;
    await this.put(key, {
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType,
      stream: () => Readable.from([bytes]),
    });
  }

  async has(key: string): Promise<boolean> {
    const answer = await this.send('HEAD', key);
    answer.resume();
    return this.expect(answer, 'HEAD', key) !== 'missing';
  }

  async open(key: string) {
    const answer = await this.send('GET', key);
    if (this.expect(answer, 'GET', key) === 'missing') {
      answer.resume();
      throw new BlobMissing(key);
    }
    return { stream: answer, bytes: Number(answer.headers['content-length'] ?? 0) };
  }

  async read(key: string): Promise<Buffer> {
    return buffer((await this.open(key)).stream);
  }

  async remove(key: string): Promise<void> {
    const answer = await this.send('DELETE', key);
    answer.resume();
    this.expect(answer, 'DELETE', key);
  }

  async ping(): Promise<void> {
    await this.has('ping');
  }

  private async put(key: string, body: Body): Promise<void> {
    const answer = await this.send('PUT', key, body);
    answer.resume();
    this.expect(answer, 'PUT', key);
  }

  private expect(answer: IncomingMessage, method: string, key: string): 'done' | 'missing' {
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return 'done';
    if (status === 404) return 'missing';
    throw new Error(`storage answered ${status} to ${method} ${key}`);
  }

  private async send(method: string, key: string, body?: Body): Promise<IncomingMessage> {
    const { host, port, secure, bucket } = this.place;
    const path = `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
    const standard = port === (secure ? 443 : 80);
    const plain: Record<string, string> = { host: standard ? host : `${host}:${port}` };
    if (body) Object.assign(plain, { 'content-length': String(body.bytes), 'content-type': body.mediaType });
    const headers = signed({ method, path, headers: plain, payloadSha256: body?.sha256 ?? EMPTY, at: this.clock() }, this.place);
    const request = (secure ? httpsRequest : httpRequest)({ host, port, method, path, headers, timeout: SILENCE });
    request.on('timeout', () => request.destroy(new Error('storage does not answer')));
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    // The answer's promise carries a failure of sending as well.
    if (body) pipeline(body.stream(), request).catch(() => undefined);
    else request.end();
    return answered;
  }
}
