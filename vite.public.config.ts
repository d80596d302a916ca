import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`src/public/${path}`, import.meta.url));

/** The public face: one style sheet and a small module for each page that needs one. */
export default defineConfig({
  publicDir: false,
  base: '/public/',
  build: {
    outDir: 'dist/public',
    emptyOutDir: true,
    manifest: 'manifest.json',
    // WeChat's browser on old Android phones is a Chrome of 2018 (X5), old iPhones stay at iOS 12; `weight.test.ts` looks for what they lack.
    target: ['chrome66', 'safari12'],
    modulePreload: false,
    cssCodeSplit: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: [
        source('civic.css'),
        source('scripts/report.ts'),
        source('scripts/nearby.ts'),
        source('scripts/outbox.ts'),
        source('scripts/worker.ts'),
      ],
    },
  },
});
