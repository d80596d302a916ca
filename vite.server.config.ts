import { defineConfig } from 'vite';

/** The server's programs: our code in a few files, libraries from node_modules. */
export default defineConfig({
  publicDir: false,
  // React is taken into the bundle for its production build: which one Node loads hangs on an environment variable that nobody sets,
  // and the other one renders a public page in three times the time. chinese-days: CommonJS without names that Node can see.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  ssr: { noExternal: ['chinese-days', 'react', 'react-dom'] },
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
