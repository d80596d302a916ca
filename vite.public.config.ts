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
    target: ['chrome80', 'safari14'],
    modulePreload: { polyfill: false },
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
