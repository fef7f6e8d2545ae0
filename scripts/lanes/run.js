import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { root } from '../tree.js';

const bin = join(root, 'node_modules', '.bin');

/**
 * Runs one program in the project's folder, its output shown as it comes; programs of node_modules/.bin are found first.
 * @returns its exit code; 124 when it was stopped after `minutes`, 127 when there is no such program.
 */
export function run(command, args, { env = {}, minutes = 30, quiet = false, niceness = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, ...env },
      // A lane's whole family can be stopped at once.
      detached: process.platform !== 'win32',
    });
    // What it starts inherits it; where there is no such thing, it runs as all do.
    if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
    let isLate = false;
    const stop = (signal) => {
      if (child.pid === undefined || process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    };
    const timer = setTimeout(() => {
      isLate = true;
      stop('SIGKILL');
    }, minutes * 60_000);
    const pass = () => {
      stop('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', pass);
    process.once('SIGTERM', pass);
    const done = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(isLate ? 124 : (code ?? 1));
    };
    child.on('error', () => done(127));
    child.on('exit', (code) => done(code));
  });
}
