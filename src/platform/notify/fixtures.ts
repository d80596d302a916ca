import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A thing that waits for others: `take` gives the next one, or fails after five seconds. */
class Inbox<T> {
  private readonly items: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];

  put(item: T): void {
    const next = this.waiting.shift();
    if (next) next(item);
    else this.items.push(item);
  }

  get size(): number {
    return this.items.length;
  }

  async take(): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return item;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing came')), 5000);
      this.waiting.push((late) => {
        clearTimeout(timer);
        resolve(late);
      });
    });
  }
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

const decodeWords = (text: string) =>
  text.replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString()
      : Buffer.from(
          word.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_hex, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
          'latin1',
        ).toString(),
  );

function readMail(from: string, to: string, data: string): ReceivedMail {
  const [head = '', body = ''] = data.split(/\r\n\r\n([\s\S]*)/);
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 1).trim())]),
  );
  const encoding = headers.get('content-transfer-encoding');
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? Buffer.from(
            body
              .replaceAll('=\r\n', '')
              .replaceAll(/=([0-9A-F]{2})/g, (_hex, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
            'latin1',
          ).toString()
        : body;
  return { from, to, headers, text };
}

/** A mail server that keeps what it gets; `refuse` makes it turn mails away for a while. */
export async function smtpSink() {
  const mails = new Inbox<ReceivedMail>();
  const sink = { mails, refuse: false, url: '', close: async () => {} };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let state = { from: '', to: '', data: null as string | null };
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') say('250 sink');
      else if (verb === 'MAIL' && sink.refuse) say('451 try again later');
      else if (verb === 'DATA') {
        state.data = '';
        say('354 go on');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else {
        if (verb === 'MAIL') state.from = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (verb === 'RCPT') state.to = /<(.*?)>/.exec(line)?.[1] ?? '';
        say('250 ok');
      }
    };
    say('220 sink');
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        rest += chunk.toString('latin1');
        for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          if (state.data === null) command(line);
          else if (line === '.') {
            mails.put(readMail(state.from, state.to, Buffer.from(state.data, 'latin1').toString()));
            state = { from: '', to: '', data: null };
            say('250 kept');
          } else state.data += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
        }
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sink.close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return sink;
}

export interface ReceivedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP receiver on loopback that keeps what it gets and answers as it is told. */
export async function httpReceiver() {
  const calls = new Inbox<ReceivedCall>();
  const receiver = { calls, status: 200, url: '', close: async () => {} };
  const server = createHttpServer((request, response) => {
    void buffer(request).then((body) => {
      calls.put({ path: request.url ?? '', headers: request.headers, body: body.toString() });
      response.writeHead(receiver.status, receiver.status === 302 ? { location: 'http://127.0.0.1:1/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  receiver.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return receiver;
}

export interface LiveEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream of events; `take` gives the next one. */
export async function liveEvents(url: string, headers: Record<string, string>) {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal });
  const events = new Inbox<LiveEvent>();
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString();
      for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n')) {
        const fields = new Map(
          rest
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        rest = rest.slice(end + 2);
        const data = fields.get('data');
        if (data !== undefined) events.put({ id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) });
      }
    }
  };
  const ended = response.status === 200 ? read().catch(() => undefined) : response.body?.cancel();
  return { status: response.status, headers: response.headers, take: () => events.take(), ended, close: () => stop.abort() };
}
