import { setTimeout } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import type pg from 'pg';
import { sql } from 'kysely';
import { CITY_TIME_ZONE } from '../../kernel/time.ts';
import type { CityId } from '../../kernel/ids.ts';
import type { WriteContext } from '../context.ts';
import type { Database } from '../db/database.ts';
import { isOutage } from '../db/outage.ts';
import type { Tx } from '../db/read.ts';
import type { Job } from '../slice.ts';

export const JOBS_SCHEMA = 'jobs';

interface JobData {
  /** Null on a cron's tick, which is then queued once for each city. */
  readonly cityId: CityId | null;
  readonly input: object;
}

export interface JobOptions {
  readonly startAfter?: Date;
  /** At most one waiting job of this name has this key. */
  readonly singletonKey?: string;
}

export interface Jobs {
  /** Queues a job inside the caller's transaction. */
  enqueue(tx: Tx, name: string, input: object, options?: JobOptions): Promise<void>;
  /** Starts working and keeps the crons; in tests `drain` is used instead. */
  work(): Promise<void>;
  /** Runs everything that is queued and due now, until nothing is left. Gives how many ran. @throws the first job's error. */
  drain(): Promise<number>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly pool: pg.Pool;
  readonly database: Database;
  readonly jobs: readonly Job[];
  readonly systemContext: (tx: Tx, at: Date) => WriteContext;
  readonly clock: () => Date;
  readonly cities: () => Promise<readonly CityId[]>;
  readonly onError: (error: unknown, job: string) => void;
  /** Will this process work, or only queue? */
  readonly background: boolean;
}

const executorOn = (tx: Tx) => ({
  // pg-boss writes plain SQL with $1 …; kysely's raw node takes the parameters by position.
  executeSql: async (text: string, values: unknown[]) => {
    const parts = text.split(/\$(\d+)\b/);
    const chunks = parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`));
    return { rows: await tx.rows(sql.join(chunks, sql.raw(''))) };
  },
});

const PAUSE_IN_OUTAGE_MS = 1000;

/**
 * The queue's own statements wait out a database that cannot be reached: a job that ended during an outage is said to
 * have ended when the database is back, instead of standing as running until it expires, 15 minutes later.
 */
function patient(pool: pg.Pool): { readonly executeSql: PgBoss.Db['executeSql']; giveUp(): void } {
  let over = false;
  const executeSql: PgBoss.Db['executeSql'] = async (text, values) => {
    for (;;) {
      try {
        return await pool.query(text, values);
      } catch (error) {
        if (!isOutage(error)) throw error;
        // Nobody waits for the answer any more; the library would take a refusal for an error that nobody catches.
        if (over) return { rows: [], rowCount: 0 };
        await setTimeout(PAUSE_IN_OUTAGE_MS, undefined, { ref: false });
      }
    }
  };
  const giveUp = () => {
    over = true;
  };
  return { executeSql, giveUp };
}

/** Opens the queue. Tables stand in schema `jobs`, made by the migrations. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const queue = patient(options.pool);
  const boss = new PgBoss({
    db: { executeSql: queue.executeSql },
    schema: JOBS_SCHEMA,
    migrate: false,
    // Only a process that works also cleans up and keeps the crons' clock.
    supervise: options.background,
    schedule: options.background,
  });
  boss.on('error', (error) => options.onError(error, 'pg-boss'));
  const byName = new Map(options.jobs.map((job) => [job.name, job]));
  let started = false;

  const run = async (job: Job, data: JobData) => {
    if (data.cityId === null) {
      const cities = await options.cities();
      await Promise.all(cities.map((cityId) => options.database.write(cityId, (tx) => enqueue(tx, job.name, data.input))));
      return;
    }
    await options.database.write(data.cityId, (tx) => job.run(options.systemContext(tx, options.clock()), data.input as never));
  };

  const enqueue = async (tx: Tx, name: string, input: object, jobOptions: JobOptions = {}) => {
    if (!byName.has(name)) throw new Error(`unknown job ${name}`);
    await boss.send(name, { cityId: tx.cityId, input } satisfies JobData, {
      db: executorOn(tx),
      retryLimit: 5,
      retryBackoff: true,
      ...(jobOptions.startAfter ? { startAfter: jobOptions.startAfter } : {}),
      ...(jobOptions.singletonKey ? { singletonKey: jobOptions.singletonKey } : {}),
    });
  };

  const start = async () => {
    if (started) return;
    started = true;
    await boss.start();
    for (const job of options.jobs) await boss.createQueue(job.name, { name: job.name, policy: 'standard' });
  };
  await start();

  return {
    enqueue,
    work: async () => {
      for (const job of options.jobs) {
        const worker = await boss.work<JobData>(job.name, { pollingIntervalSeconds: 2 }, async (batch) => {
          for (const { data } of batch) {
            await run(job, data).catch((error: unknown) => {
              options.onError(error, job.name);
              throw error;
            });
          }
          // Where there was one there may be more: only an empty queue is left alone for two seconds.
          boss.notifyWorker(worker);
        });
        if (job.cron) await boss.schedule(job.name, job.cron, { cityId: null, input: {} } satisfies JobData, { tz: CITY_TIME_ZONE });
      }
    },
    drain: async () => {
      let done = 0;
      for (let idle = false; !idle;) {
        idle = true;
        for (const job of options.jobs) {
          const batch = await boss.fetch<JobData>(job.name, { batchSize: 20 });
          for (const { id, data } of batch ?? []) {
            await run(job, data);
            await boss.complete(job.name, id);
            done++;
            idle = false;
          }
        }
      }
      return done;
    },
    stop: async () => {
      queue.giveUp();
      await boss.stop({ graceful: true, timeout: 8000, wait: true });
    },
  };
}
