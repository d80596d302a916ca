import autocannon from 'autocannon';

export interface Timed {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Resident bytes of the serving process, the largest seen. */
  readonly memory: number;
  /** Rows, of an export. */
  readonly rows?: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  /** A new body for each request. */
  readonly body?: () => { readonly text: string; readonly headers: Readonly<Record<string, string>> };
  readonly connections?: number;
}

const HALF_SECOND = 500;

/** Sends requests on eight connections and gives what the clients saw. @throws Error when an answer is not a success */
export async function load(options: LoadOptions): Promise<Timed> {
  let memory = process.memoryUsage().rss;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss);
  }, HALF_SECOND);
  try {
    const { body } = options;
    const result = await autocannon({
      url: options.url,
      connections: options.connections ?? 8,
      duration: options.seconds,
      method: options.method ?? 'GET',
      headers: { ...options.headers },
      ...(body
        ? { requests: [{ setupRequest: (request: autocannon.Request) => { const made = body(); return { ...request, body: made.text, headers: { ...request.headers, ...options.headers, ...made.headers } }; } }] }
        : { workers: 1 }),
    });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${options.url}: ${result.non2xx} answers without success, ${result.errors} errors`);
    return { p50: result.latency.p50, p99: result.latency.p99, perSecond: result.requests.average, memory };
  } finally {
    clearInterval(watch);
  }
}
