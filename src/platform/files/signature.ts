import { createHash, createHmac } from 'node:crypto';

export interface S3Credentials {
  readonly keyId: string;
  readonly secret: string;
  readonly region: string;
}

export interface SignableRequest {
  readonly method: string;
  /** Absolute path, each segment already percent-encoded. */
  readonly path: string;
  /** Lower-case names, with `host`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payloadSha256: string;
  readonly at: Date;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The headers that AWS Signature Version 4 adds to an S3 request, as S3, MinIO, OSS and COS understand it. */
export function signed(request: SignableRequest, credentials: S3Credentials): Record<string, string> {
  const stamp = request.at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${stamp.slice(0, 8)}/${credentials.region}/s3/aws4_request`;
  const headers: Record<string, string> = { ...request.headers, 'x-amz-content-sha256': request.payloadSha256, 'x-amz-date': stamp };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    request.payloadSha256,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${credentials.secret}`);
  const signature = hmac(key, toSign).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.keyId}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}
