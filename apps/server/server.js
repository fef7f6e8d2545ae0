// Plain JavaScript that any Node can read: the product itself needs Node 24, which `npm ci` brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const needed = 24;
const isOld = Number(process.version.slice(1).split('.')[0]) < needed;
const brought = fileURLToPath(
  new URL(`../../node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`, import.meta.url),
);

if (!isOld) {
  // Halves the time of the next start; where the folder cannot be written it does nothing.
  module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/jiesuo', import.meta.url)));
  const { main } = await import('./src/main.ts');
  await main(process.argv.slice(2));
} else if (existsSync(brought) && !process.env.JIESUO_REEXECUTED) {
  const ran = spawn(brought, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, JIESUO_REEXECUTED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => ran.kill(signal));
  ran.on('exit', (code) => process.exit(code ?? 1));
} else {
  process.stderr.write(
    `需要 Node ${needed} 或更新版本，当前是 ${process.version}；请先执行 npm ci (Node ${needed} or newer is needed, this is ${process.version}; run npm ci first)\n`,
  );
  process.exitCode = 1;
}
