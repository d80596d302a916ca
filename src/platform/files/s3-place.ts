/**
 * `s3://keyId:secret@host[:port]/bucket?region=cn-north-1&tls=0`; addresses the bucket by path, which S3, MinIO, OSS and
 * COS gateways all take.
 */
export interface S3Place {
  readonly keyId: string;
  readonly secret: string;
  readonly region: string;
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly bucket: string;
}

/** Null when something is missing. */
export function s3Place(address: string): S3Place | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const bucket = url.pathname.replace(/^\/|\/$/g, '');
  if (url.protocol !== 's3:' || !bucket || !url.hostname || !url.username || !url.password) return null;
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
