import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { model } from '@jiesuo/models';
import type { HostedDriver } from '../host/host.ts';
import { hostDriver } from '../host/host.ts';
import { launch } from '../host/start.ts';
import type { AllowedLibrary } from '../library.ts';
import type { Pkcs11Options } from './driver.ts';

/** As an administrator allows it. */
export const allow = (path: string): AllowedLibrary => ({
  path,
  sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
});

/** Compiles test-module.c into a library of its own: one that is loaded twice would keep its counters. @param behaviour a name in it; `token` behaves well. */
export function compileModule(behaviour: string, flags: readonly string[] = [], compiler = 'gcc'): AllowedLibrary {
  const path = join(mkdtempSync(join(tmpdir(), 'pkcs11-')), `${behaviour}.so`);
  const source = join(import.meta.dirname, 'test-module.c');
  execFileSync(compiler, ['-shared', '-fPIC', '-w', `-DBEHAVIOUR="${behaviour}"`, ...flags, '-o', path, source]);
  return allow(path);
}

/** A model's record for a token that says so of itself. */
export const modelOf = (manufacturer: string, unblockStyle: 'so_init_pin' | 'set_pin_with_puk' | 'none') =>
  model.parse({
    id: 'test-token',
    maker: manufacturer,
    names: { zh: '测试', en: 'Test' },
    match: { pkcs11: [{ manufacturer: { is: manufacturer } }] },
    drivers: { pkcs11: { modules: { 'linux-x64': ['test.so'] }, unblockStyle } },
    family: 'none',
    reset: { method: 'trusted_bridge', via: 'so_init_pin' },
    pin: { min: 6, max: 16, alphabet: 'printable', defaults: [] },
    tries: { user: 3, admin: 3 },
    sources: [{ fact: 'all', source: 'the test itself', isVerified: true }],
  });

/** The driver in a child process, as the bridge runs it. */
export const hostPkcs11 = (options: Pkcs11Options): HostedDriver =>
  hostDriver('pkcs11', {
    options,
    start: () => launch(process.execPath, [join(import.meta.dirname, 'test-child.ts')]),
  });
