import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Plain } from './plan.js';

const readySeconds = 120;

/** Judges before anything is started, so that nothing has to be undone. @throws {Plain} */
export async function tryGround({ dataDir, logs, ports }) {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    makeFolder(logs);
    // Asking for the permission is not enough: the disk may be full or mounted read-only.
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw new Plain(`数据目录不可写：${dataDir}（${error.code}）(the data folder cannot be written)`);
  }
  for (const [name, port] of Object.entries(ports)) {
    const code = await tryPort(port);
    if (code === 'EADDRINUSE')
      throw new Plain(
        `端口 ${port} 已被占用，请关闭占用它的程序，或用 ${name}=… 换一个端口 (port ${port} is in use; free it, or choose another with ${name}=…)`,
      );
    if (code)
      throw new Plain(
        `端口 ${port} 无法使用（${code}），请用 ${name}=… 换一个端口 (port ${port} cannot be used; choose another with ${name}=…)`,
      );
  }
}

/** Step by step: Node's own recursive mkdir never returns where a parent refuses with ENOENT, as /proc does. */
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Waits until a program answers, or `isOver` says that it need not be waited for. @throws {Plain} after two minutes. */
export async function untilReady({ name, ready }, isOver) {
  const end = performance.now() + readySeconds * 1000;
  while (!isOver()) {
    if (await (ready.url ? answers(ready.url) : listens(ready.port))) return;
    if (performance.now() > end)
      throw new Plain(`${name} 在 ${readySeconds} 秒内没有就绪 (${name} was not ready within ${readySeconds} s)`);
    await wait(100);
  }
}

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.ok,
    () => false,
  );

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
