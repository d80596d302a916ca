import type { Connection } from '../db/database.ts';
import { listen } from '../db/listen.ts';
import { deliverNext, type OutboxDelivery } from '../journal/outbox.ts';
import type { Jobs } from './jobs.ts';

export interface Worker {
  stop(): Promise<void>;
}

export const OUTBOX_CHANNEL = 'tongchuang_outbox';
// A notification may be lost while the listener reconnects; a look every five seconds bounds the delay.
const LOOK_EVERY_MS = 5000;

/** Delivers facts and runs jobs until stopped. Several processes may do so at once; each row is taken by one. */
export async function startWorker(options: {
  readonly delivery: OutboxDelivery;
  readonly jobs: Jobs;
  readonly connection: Connection;
}): Promise<Worker> {
  const { delivery, jobs } = options;
  let stopping = false;
  let running: Promise<void> | null = null;
  let again = false;

  const deliverAll = async () => {
    do {
      again = false;
      while (!stopping && (await deliverNext(delivery)));
    } while (again && !stopping);
  };
  const wake = () => {
    again = true;
    running ??= deliverAll()
      .catch((error: unknown) => delivery.onError(error, 'outbox'))
      .finally(() => {
        running = null;
      });
  };

  const listening = listen({
    connection: options.connection,
    channel: OUTBOX_CHANNEL,
    name: 'tongchuang-outbox',
    onTold: wake,
    onError: (error) => delivery.onError(error, 'listener'),
  });
  await listening.begun;
  const timer = setInterval(wake, LOOK_EVERY_MS);
  timer.unref();
  wake();
  await jobs.work();

  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await running;
      await listening.stop();
    },
  };
}
