import { createHmac } from 'node:crypto';
import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// Addresses that lie inside a house or mean the machine itself: a webhook there would let its owner reach what only we can reach.
const ranges4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
// With those that carry an IPv4 address within: mapped, translated (NAT64), 6to4, Teredo.
const ranges6 = [
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}

// Two lists: in a common one the range of mapped addresses would hold every IPv4 address.
const inside = { ipv4: listOf(ranges4, 'ipv4'), ipv6: listOf(ranges6, 'ipv6') };

function isInside(address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return inside[family].check(address, family);
}

export class WebhookRefused extends Error {}
/** The receiver answered with something other than 2xx. */
export class WebhookAnswered extends Error {
  constructor(readonly status: number) {
    super(`webhook answered ${status}`);
  }
}

export interface WebhookOptions {
  /** Allows plain http and addresses inside; for deployments whose receiver is in the same network, and for tests. */
  readonly allowPrivate: boolean;
}

/** May this address be kept at all? Names are looked at again, resolved, with every sending. */
export function acceptableUrl(text: string, { allowPrivate }: WebhookOptions): boolean {
  if (!URL.canParse(text) || text.length > 500) return false;
  const url = new URL(text);
  if (url.username || url.password || (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return allowPrivate || (isIP(host) ? !isInside(host) : host !== 'localhost' && host.includes('.'));
}

/** Resolves a name and refuses it if any of its addresses lies inside; the connection goes to the very address that was checked. */
export const guardedLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
    if (error) return done(error, '', 4);
    const [first] = found;
    if (!first || found.some(({ address }) => isInside(address))) return done(new WebhookRefused(`${host} lies inside`), '', 4);
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });
};

/** `sha256=` and the HMAC of `timestamp.body`; the receiver computes the same and refuses old timestamps. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

export interface WebhookCall {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: object;
  readonly at: Date;
}

const TIMEOUT = 10_000;

/** Sends one signed call; redirects are not followed. @throws WebhookRefused; WebhookAnswered when it was not taken with 2xx */
export async function callWebhook({ url, secret, id, body, at }: WebhookCall, options: WebhookOptions): Promise<void> {
  if (!acceptableUrl(url, options)) throw new WebhookRefused(url);
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'user-agent': 'Tongchuang',
    'x-tongchuang-id': id,
    'x-tongchuang-timestamp': timestamp,
    'x-tongchuang-signature': signatureOf(secret, timestamp, text),
  };
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const status = await new Promise<number>((resolve, reject) => {
    const request = send(
      url,
      { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT), ...(options.allowPrivate ? {} : { lookup: guardedLookup }) },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.once('error', reject).end(text);
  });
  if (status < 200 || status >= 300) throw new WebhookAnswered(status);
}
