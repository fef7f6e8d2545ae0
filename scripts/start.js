import './node.js';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { apps } from './pages.js';
import { writeBridgeFile } from './start/bridge-file.js';
import { startChild } from './start/child.js';
import { tryGround, untilReady } from './start/ground.js';
import { Plain, programsOf, readPlan } from './start/plan.js';
import { watchPages, watchSources } from './start/watch.js';
import { welcome } from './start/welcome.js';

const isDev = process.argv.includes('--watch');
const children = new Map();
let ending;

/** Stops everything, newest first, and leaves. Asked a second time it does not wait any longer. */
function end(code, sentence) {
  if (ending) {
    for (const child of children.values()) child.kill();
    return ending;
  }
  ending = (async () => {
    for (const child of [...children.values()].reverse()) await child.stop();
    if (sentence) console.error(sentence);
    process.exit(code);
  })();
  return ending;
}

function launch(program, plan) {
  const child = startChild(program, { logs: plan.logs, isLoud: isDev });
  children.set(program.name, child);
  void child.exited.then(() => {
    if (ending || children.get(program.name) !== child) return;
    const words = `${program.name}：${child.sentence()}`;
    if (isDev) console.error(`${words}\n保存修改后会重新启动 (it starts again after the next change)`);
    else void end(1, words);
  });
  return child;
}

async function start() {
  const plan = readPlan();
  await tryGround(plan);
  const build = spawnSync(process.execPath, [fileURLToPath(new URL('build.js', import.meta.url))], {
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Plain('页面没有构建成功，未启动 (not started: the pages could not be built)');
  for (const program of programsOf(plan)) {
    if (ending) return;
    if (program.name === 'bridge') writeBridgeFile(plan);
    const child = launch(program, plan);
    await untilReady(program, () => ending !== undefined || child.isGone());
    if (isDev) watchSources(program.sources, () => void restart(program, plan));
  }
  if (ending) return;
  if (isDev) for (const page of watchPages(apps, { logs: plan.logs, isLoud: true })) children.set(page.name, page);
  welcome(plan);
}

async function restart(program, plan) {
  const old = children.get(program.name);
  children.delete(program.name);
  await old?.stop();
  if (!ending) launch(program, plan);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
if (process.env.npm_lifecycle_event) {
  // npm may be killed in a way that it cannot pass on.
  const parent = process.ppid;
  setInterval(() => !ending && process.ppid !== parent && void end(1), 1000).unref();
}
start().catch((error) => {
  const words = error instanceof Plain ? error.message : `启动失败：${error.message} (could not start)`;
  void end(1, words);
});
