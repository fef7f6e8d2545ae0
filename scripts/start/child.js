import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const patienceMs = 15_000;
const logBytes = 20 * 1024 * 1024;
const tailLines = 40;
const guard = new URL('with-parent.js', import.meta.url).href;

/**
 * Starts one program with its log in `logs/<name>.log` (and on the screen when `isLoud`).
 * @returns `pid`, also its process group's where systems have groups; `exited`, a promise of nothing; `stop()`, which waits until it is gone; `sentence()`, its last words.
 */
export function startChild({ name, file, args = [], env }, { logs, isLoud }) {
  const path = join(logs, `${name}.log`);
  if (existsSync(path) && statSync(path).size > logBytes) renameSync(path, `${path}.1`);
  const log = createWriteStream(path, { flags: 'a', mode: 0o600 });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', guard, file, ...args], {
    // The pipe into the child is never written to: its end tells the child that we are gone.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env, JIESUO_PARENT: String(process.pid), FORCE_COLOR: '' },
    // Ctrl-C reaches us alone, and we stop the children in order.
    detached: process.platform !== 'win32',
  });
  const said = [];
  let isGone = false;
  for (const [stream, isError] of [
    [child.stdout, false],
    [child.stderr, true],
  ])
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (isLoud) console.log(`[${name}] ${line}`);
      said.push({ line, isError });
      if (said.length > tailLines) said.shift();
    });
  child.stdin.on('error', () => {});
  const exited = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('close', resolve);
  }).then(() => {
    isGone = true;
    log.end();
  });
  return {
    name,
    pid: child.pid,
    exited,
    isGone: () => isGone,
    async stop() {
      if (isGone) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await exited;
      clearTimeout(timer);
    },
    kill: () => child.kill('SIGKILL'),
    sentence: () => lastWords(said) ?? `没有留下说明，见 ${path} (it left no word; see ${path})`,
  };
}

/** The sentence among what was said last: no stack trace, no warning, no frame of source code. */
function lastWords(said) {
  const isSentence = (line) => /^\S/.test(line) && !/^(\(node|\(Use|Node\.js v|file:|\/|\^|throw |at |[{}])/.test(line);
  const words = said.filter(({ line, isError }) => isError && isSentence(line)).at(-1)?.line;
  return words ?? said.map(({ line }) => messageIn(line)).findLast((message) => message !== undefined);
}

/** The server logs JSON lines; 50 and above are errors. */
function messageIn(line) {
  try {
    const { level, msg } = JSON.parse(line);
    return typeof level === 'number' && level >= 50 ? msg : undefined;
  } catch {
    return undefined;
  }
}
