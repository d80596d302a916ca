import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Builds the two apps of staff into `dist/web`, served under `/app/`: `index.html` (workbench, `/work/*`, sign-in, set-up) and
 * `field.html` (`/field/*`, installable) with its service worker. The server replaces `__NONCE__` in both pages on every request.
 */
export default defineConfig({
  plugins: [react(), pagesInDevelopment(), precacheOfField()],
  base: '/app/',
  publicDir: 'src/web/public',
  html: { cspNonce: '__NONCE__' },
  server: { port: 5173, proxy: { '/api': { target: process.env.API ?? 'http://127.0.0.1:8080', changeOrigin: false } } },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome107', 'safari16', 'firefox115'],
    // No data: URLs in styles and no inline scripts: the content security policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { work: 'index.html', field: 'field.html', sw: 'src/field/sw.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});

/** In development the apps' addresses show their pages, as the server does it in production. */
function pagesInDevelopment(): Plugin {
  return {
    name: 'pages-in-development',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const page = /^\/(work|sign-in|setup|field)(?=[/?]|$)/.exec(request.url ?? '')?.[1];
        if (page) request.url = page === 'field' ? '/app/field.html' : '/app/index.html';
        next();
      });
    },
  };
}

/** Writes into the service worker which files the field app consists of; a changed list makes browsers take the new worker. */
function precacheOfField(): Plugin {
  return {
    name: 'precache-of-field',
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const take = (file: string) => {
        const chunk = bundle[file];
        if (files.has(file) || chunk?.type !== 'chunk') return;
        files.add(file);
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) take(next);
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'field') take(chunk.fileName);
      const worker = bundle['sw.js'];
      if (worker?.type === 'chunk')
        worker.code = worker.code.replace(
          /(["'`])__PRECACHE__\1/,
          JSON.stringify(JSON.stringify([...files].map((file) => `/app/${file}`).sort())),
        );
    },
  };
}
