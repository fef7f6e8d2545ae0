// Loaded into every child before its own code (node --import): a child whose parent was killed stops by itself.
import { isMainThread } from 'node:worker_threads';

const lastMs = 10_000;

// What the child itself starts inherits this file and must not read the pipe.
if (isMainThread && process.env.JIESUO_PARENT === String(process.ppid)) {
  let isAlone = false;
  const end = () => {
    if (isAlone) return;
    isAlone = true;
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), lastMs).unref();
  };
  // Nobody writes into it; it ends when the parent is gone, however it went.
  process.stdin.on('end', end);
  process.stdin.on('error', end);
  process.stdin.resume();
  process.stdin.unref?.();
}
