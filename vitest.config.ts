import { defineConfig } from 'vitest/config';

// Nothing may hang on the machine's own time zone: tests live half a day behind the city.
process.env.TZ = 'America/New_York';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          sequence: { groupOrder: 0 },
          globalSetup: ['src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
          // A machine that builds for others may stall for seconds; a test that fails twice has failed.
          retry: process.env.CI ? 1 : 0,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          // After the unit tests: a browser, its server and its database want both cores.
          sequence: { groupOrder: 1 },
          globalSetup: ['src/testing/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          pool: 'forks',
          // A machine that builds for others may stall for seconds; a test that fails twice has failed.
          retry: process.env.CI ? 1 : 0,
          fileParallelism: false,
        },
      },
    ],
  },
});
