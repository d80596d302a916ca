import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { BlobMissing, type Blobs } from './blobs.ts';
import type { S3Place } from './s3-place.ts';

interface Body {
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly content: Readable | Uint8Array;
}

/** Milliseconds without a byte in either direction. */
const SILENCE = 30_000;

const clientOf = ({ keyId, secret, region, secure, host, port }: S3Place) =>
  new S3Client({
    endpoint: `${secure ? 'https' : 'http'}://${host}:${port}`,
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    forcePathStyle: true,
    // Newer checksums than the signed hash of the body are unknown to many gateways.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: SILENCE, socketTimeout: SILENCE },
  });

/** Puts a body whose hash is signed, so that the storage refuses other bytes; by itself the SDK leaves a stream unsigned. */
function putCommand(bucket: string, key: string, { bytes, sha256, mediaType, content }: Body): PutObjectCommand {
  const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: content, ContentLength: bytes, ContentType: mediaType });
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (hasHeaders(request)) request.headers['x-amz-content-sha256'] = sha256;
      return next(args);
    },
    { step: 'build', name: 'signedBody' },
  );
  return command;
}

const hasHeaders = (request: unknown): request is { headers: Record<string, string> } =>
  typeof request === 'object' && request !== null && 'headers' in request;

const statusOf = (error: unknown) => (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined);

/** What the storage answered, in words that name the call. */
async function told<T>(call: string, answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    const status = statusOf(error);
    throw status === undefined ? error : new Error(`storage answered ${status} to ${call}`, { cause: error });
  });
}

/** Blobs in an S3 bucket. A `PUT` that was answered is durable there. */
export class S3Blobs implements Blobs {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(place: S3Place) {
    this.client = clientOf(place);
    this.bucket = place.bucket;
  }

  async keepFile(key: string, path: string, mediaType: string): Promise<void> {
    if (await this.has(key)) return;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const { size } = await stat(path);
    await this.put(key, { bytes: size, sha256: hash.digest('hex'), mediaType, content: createReadStream(path) });
  }

  async keepBytes(key: string, bytes: Uint8Array, mediaType: string): Promise<void> {
    if (await this.has(key)) return;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.put(key, { bytes: bytes.length, sha256, mediaType, content: bytes });
  }

  async has(key: string): Promise<boolean> {
    const answer = this.client.send(new HeadObjectCommand(this.at(key))).then(
      () => true,
      (error: unknown) => {
        if (statusOf(error) === 404) return false;
        throw error;
      },
    );
    return told(`HEAD ${key}`, answer);
  }

  async open(key: string) {
    const answer = this.client.send(new GetObjectCommand(this.at(key))).catch((error: unknown) => {
      throw statusOf(error) === 404 ? new BlobMissing(key) : error;
    });
    const { Body: stream, ContentLength: bytes = 0 } = await told(`GET ${key}`, answer);
    if (!(stream instanceof Readable)) throw new Error(`storage gave no body of ${key}`);
    return { stream, bytes };
  }

  async read(key: string): Promise<Buffer> {
    return buffer((await this.open(key)).stream);
  }

  async remove(key: string): Promise<void> {
    await told(`DELETE ${key}`, this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async ping(): Promise<void> {
    await told('HEAD bucket', this.client.send(new HeadBucketCommand({ Bucket: this.bucket })));
  }

  private async put(key: string, body: Body): Promise<void> {
    try {
      await told(`PUT ${key}`, this.client.send(putCommand(this.bucket, key, body)));
    } finally {
      if (body.content instanceof Readable) body.content.destroy();
    }
  }

  private at(key: string) {
    return { Bucket: this.bucket, Key: key };
  }
}
