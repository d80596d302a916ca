import autocannon from 'autocannon';

/** What some requests took. */
export interface Sent {
  /** Milliseconds, one for each answer. */
  readonly times: readonly number[];
  readonly elapsed: number;
  /** Resident bytes of the serving process, the largest seen. */
  readonly memory: number;
  /** Rows, of an export. */
  readonly rows?: number;
}

export interface Timed {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Resident bytes of the serving process, the largest seen. */
  readonly memory: number;
  readonly rows?: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  /** A new body for each request. */
  readonly body?: () => { readonly text: string; readonly headers: Readonly<Record<string, string>> };
}

const CONNECTIONS = 8;
const WARM_UP = 24;
const HALF_SECOND = 500;

/** Watches the memory of this process while work runs. */
export async function watched<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly memory: number }> {
  global.gc?.();
  let memory = process.memoryUsage().rss;
  const look = () => {
    memory = Math.max(memory, process.memoryUsage().rss);
  };
  const watch = setInterval(look, HALF_SECOND / 5);
  try {
    const result = await work();
    look();
    return { result, memory };
  } finally {
    clearInterval(watch);
  }
}

/** The nearest rank, of sorted values. */
const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function requestsOf({ body, headers }: LoadOptions): autocannon.Request[] | undefined {
  if (!body) return undefined;
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const made = body();
    return { ...request, body: made.text, headers: { ...request.headers, ...headers, ...made.headers } };
  };
  return [{ setupRequest }];
}

/** Every answer's own time: the tool's histogram knows whole milliseconds only. */
async function send(
  options: LoadOptions,
  length: { readonly duration: number } | { readonly amount: number },
): Promise<{ readonly times: number[]; readonly elapsed: number }> {
  const times: number[] = [];
  const requests = requestsOf(options);
  const wanted: autocannon.Options = {
    url: options.url,
    connections: CONNECTIONS,
    method: options.method ?? 'GET',
    headers: { ...options.headers },
    ...length,
    ...(requests ? { requests } : {}),
  };
  const started = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(wanted, (error, done) => (error ? reject(error) : resolve(done)));
    running.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${options.url}: ${result.non2xx} answers without success, ${result.errors} errors`);
  return { times, elapsed: performance.now() - started };
}

/** Asks a few times without measuring. @throws Error when an answer is not a success */
export const warmUp = async (options: LoadOptions): Promise<void> => void (await send(options, { amount: WARM_UP }));

/** Sends requests on eight connections and gives what the clients saw. @throws Error when an answer is not a success */
export async function load(options: LoadOptions, seconds: number): Promise<Sent> {
  const { result, memory } = await watched(async () => {
    const sent = await send(options, { duration: seconds });
    // Slower than the time given: one answer for each connection, however long it takes.
    return sent.times.length > 0 ? sent : send(options, { amount: CONNECTIONS });
  });
  return { ...result, memory };
}

/** Several goes at the same request as one. */
export function timedOf(parts: readonly Sent[]): Timed {
  const times = parts.flatMap((part) => part.times).toSorted((a, b) => a - b);
  const elapsed = parts.reduce((sum, part) => sum + part.elapsed, 0);
  const rows = parts.find((part) => part.rows !== undefined)?.rows;
  return {
    p50: rank(times, 0.5),
    p99: rank(times, 0.99),
    perSecond: (times.length * 1000) / elapsed,
    memory: Math.max(...parts.map((part) => part.memory)),
    ...(rows === undefined ? {} : { rows }),
  };
}
