import { defineConfig } from 'vite';

/** The server's programs: our code in a few files, libraries from node_modules. */
export default defineConfig({
  publicDir: false,
  // CommonJS without names that Node can see: taken into the bundle.
  ssr: { noExternal: ['chinese-days'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { server: 'src/server.ts', demo: 'src/demo.ts', migrate: 'src/migrate.ts', rescue: 'src/rescue.ts', bench: 'bench/main.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
