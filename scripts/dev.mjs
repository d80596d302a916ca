// Rebuilds what changes and restarts the server.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

process.chdir(fileURLToPath(new URL('../', import.meta.url)));
let server = null;

function restart() {
  const start = () => {
    server = spawn(process.execPath, ['--enable-source-maps', 'dist/server/server.js'], { stdio: 'inherit' });
  };
  if (!server) return start();
  server.once('exit', start);
  server.kill('SIGTERM');
}

for (const configFile of ['vite.config.ts', 'vite.public.config.ts']) await build({ configFile, logLevel: 'warn', build: { watch: {} } });
const watcher = await build({ configFile: 'vite.server.config.ts', logLevel: 'warn', build: { watch: {} } });
watcher.on('event', (event) => {
  if (event.code === 'END') restart();
  if (event.code === 'ERROR') console.error(event.error);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server?.once('exit', () => process.exit(0));
    server?.kill('SIGTERM');
  });
}
