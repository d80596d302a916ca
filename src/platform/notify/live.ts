import type { SSEMessage } from '@fastify/sse';
import type { FastifyInstance } from 'fastify';
import type { Id } from '../../kernel/ids.ts';
import { Problem, problems } from '../../kernel/problem.ts';
import type { Read } from '../db/read.ts';
import type { Edge } from '../edge.ts';
import type { NoticeHub } from './hub.ts';
import { notifyProblems } from './schema.ts';
import { createdAtOf, noticesSince, unreadCount, viewOf } from './tables.ts';

/** A window is sent away after this time and comes back by itself, so that ended rights and sessions end here too. */
const LIFETIME = 10 * 60_000;
/** A wake-up may be lost while the listener reconnects: a look a minute bounds the delay. */
const LOOK_EVERY = 60_000;
/** Notices carry the moment their transaction began; the longest may commit this much later. */
const OVERLAP = 2 * 60_000;
const MOST_WINDOWS = 10;

/** Lets a loop sleep until it is woken, or for a time. */
class Bell {
  private rung = false;
  private ring: (() => void) | null = null;
  over = false;

  readonly wake = () => {
    this.rung = true;
    this.ring?.();
  };

  readonly end = () => {
    this.over = true;
    this.wake();
  };

  async wait(longest: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longest);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.ring = null;
    this.rung = false;
  }
}

/** Notices of one person that a window has not had yet. */
class Unsent {
  private readonly sent: Set<Id>;

  private constructor(
    private readonly read: Read,
    private readonly personId: Id,
    private since: Date,
    sent: readonly Id[],
  ) {
    this.sent = new Set(sent);
  }

  /** After the notice that the window had last; without one, from now on. */
  static async after(read: Read, personId: Id, last: Id | null, now: Date): Promise<Unsent> {
    const lastAt = last ? await createdAtOf(read, personId, last) : null;
    const since = new Date((lastAt ?? now).getTime() - OVERLAP);
    const had = await noticesSince(read, personId, since);
    return new Unsent(
      read,
      personId,
      since,
      had.filter((row) => !lastAt || !last || row.id <= last).map((row) => row.id),
    );
  }

  async *next(): AsyncGenerator<SSEMessage> {
    for (const row of await noticesSince(this.read, this.personId, this.since)) {
      if (this.sent.has(row.id)) continue;
      this.sent.add(row.id);
      this.since = new Date(Math.max(this.since.getTime(), row.createdAt.getTime() - OVERLAP));
      const view = viewOf(row);
      yield { id: row.id, event: 'notice', data: { ...view, createdAt: view.createdAt.toISOString() } };
    }
  }
}

async function* messages(read: Read, personId: Id, unsent: Unsent, bell: Bell): AsyncGenerator<SSEMessage> {
  let shown = -1;
  while (!bell.over) {
    yield* unsent.next();
    const unread = await unreadCount(read, personId);
    if (unread !== shown) yield { event: 'unread', data: { unread } };
    shown = unread;
    await bell.wait(LOOK_EVERY);
  }
}

const idForm = /^[0-9a-f-]{36}$/;

/** `GET /api/v1/notifications/stream`: events `notice` (id and record) and `unread` (the badge's number). */
export function mountLive(app: FastifyInstance, edge: Edge, hub: NoticeHub): void {
  const open = new Set<Bell>();
  app.addHook('preClose', async () => {
    for (const bell of open) bell.end();
    await hub.close();
  });
  app.get('/api/v1/notifications/stream', { sse: { kind: 'only' } }, async (request, reply) => {
    // A browser opens streams by itself and cannot say so in a header: an open window keeps no session alive.
    request.headers['x-background'] = '1';
    const origin = await edge.origin(request);
    const { personId, cityId } = origin.actor;
    if (personId === null) throw new Problem(problems.notSignedIn);
    if (hub.count(cityId, personId) >= MOST_WINDOWS) throw new Problem(notifyProblems.tooManyStreams);
    const { read } = edge.reading(origin);
    const bell = new Bell();
    open.add(bell);
    reply.sse.onClose(bell.end);
    // The connection ends with the stream: a kept one would hold up the end of the server.
    reply.header('connection', 'close');
    const leave = await hub.open(cityId, personId, bell.wake);
    const lifetime = setTimeout(bell.end, LIFETIME);
    try {
      const { lastEventId } = reply.sse;
      const last = lastEventId && idForm.test(lastEventId) ? lastEventId : null;
      const unsent = await Unsent.after(read, personId, last, origin.now);
      // A window may be gone before the first look is over; that is nobody's mistake.
      if (reply.sse.isConnected) await reply.sse.send(messages(read, personId, unsent, bell));
    } finally {
      clearTimeout(lifetime);
      leave();
      open.delete(bell);
    }
  });
}
