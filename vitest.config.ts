import { defineConfig } from 'vitest/config';

// Nothing may hang on the machine's own time zone: tests live half a day behind the city.
process.env.TZ = 'America/New_York';

const POSTMASTERS = ['src/platform/db/embedded/*.test.ts', 'src/platform/testing/cluster.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: POSTMASTERS,
          sequence: { groupOrder: 0 },
          // Half of the work is the database's: with one worker for two cores, one of them waits.
          maxWorkers: 2,
          globalSetup: ['src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
          isolate: false,
          // A machine that builds for others may stall for seconds; a test that fails twice has failed.
          retry: process.env.CI ? 1 : 0,
        },
      },
      {
        test: {
          name: 'postmasters',
          include: POSTMASTERS,
          // Starts, kills and counts database servers: alone, so that it finds its own only.
          sequence: { groupOrder: 1 },
          globalSetup: ['src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
          retry: process.env.CI ? 1 : 0,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          // After the unit tests: a browser, its server and its database want both cores.
          sequence: { groupOrder: 2 },
          globalSetup: ['src/testing/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          pool: 'forks',
          isolate: false,
          // A machine that builds for others may stall for seconds; a test that fails twice has failed.
          retry: process.env.CI ? 1 : 0,
          fileParallelism: false,
        },
      },
    ],
  },
});
