import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusals, webhookEvents } from '@jiesuo/contract';
import { integrator } from '@jiesuo/contract/integrator';
import { z } from 'zod';
import { operations } from '../src/operations.ts';
import { typeOf } from './types.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const [src, dist] = [join(root, 'src'), join(root, 'dist')];
const own = readdirSync(src).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
/** What stands on the contract in here is written out there. */
const written = ['operations.ts', 'shapes.ts'];
const asJs = (text: string) => text.replaceAll(/(from '\.\/[a-z]+)\.ts'/g, "$1.js'");

export async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const name of own.filter((one) => !written.includes(one)))
    writeFileSync(
      join(dist, name.replace('.ts', '.js')),
      asJs(stripTypeScriptTypes(readFileSync(join(src, name), 'utf8'))),
    );
  writeFileSync(join(dist, 'operations.js'), `export const operations = ${JSON.stringify(operations)};\n`);
  writeDeclarations();
  writeFileSync(join(dist, 'shapes.d.ts'), shapes());
  cpSync(join(root, 'examples'), join(dist, 'examples'), { recursive: true });
  for (const name of ['README.md', 'README.en.md']) cpSync(join(root, name), join(dist, name));
  cpSync(join(root, '../../LICENSE'), join(dist, 'LICENSE'));
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

/** The compiler writes the declarations; those of the contract itself are left behind. */
function writeDeclarations(): void {
  const out = mkdtempSync(join(tmpdir(), 'jiesuo-client-'));
  const compiler = join(root, '../../node_modules/typescript/bin/tsc');
  const options = ['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--allowImportingTsExtensions'];
  const language = ['--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom,dom.iterable', '--strict'];
  const done = spawnSync(
    process.execPath,
    [compiler, join(src, 'index.ts'), ...options, ...language, '--skipLibCheck', '--outDir', out, '--rootDir', '/'],
    { encoding: 'utf8' },
  );
  if (done.status !== 0) throw new Error(`the declarations could not be written:\n${done.stdout}${done.stderr}`);
  for (const name of own.filter((one) => one !== 'shapes.ts' && one !== 'operations.ts')) {
    const text = readFileSync(join(out, src, name.replace('.ts', '.d.ts')), 'utf8');
    writeFileSync(join(dist, name.replace('.ts', '.d.ts')), asJs(text));
  }
  rmSync(out, { recursive: true });
}

function shapes(): string {
  const schemaOf = (type: z.ZodType, io: 'input' | 'output') =>
    typeOf(z.toJSONSchema(type, { io, unrepresentable: 'any' }));
  const entries = Object.values(integrator).map(
    ({ name, kind, summary, input, output }) =>
      `  /** ${summary} */\n  readonly '${name}': {\n    readonly input: ${schemaOf(input, 'input')};\n    readonly output: ${kind === 'file' ? 'Blob' : schemaOf(output, 'output')};\n  };`,
  );
  const union = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' | ');
  return [
    `export interface Shapes {\n${entries.join('\n')}\n}`,
    `export type RefusalCode = ${union(Object.keys(refusals))};`,
    `export type WebhookEvent = ${union(webhookEvents)};\n`,
  ].join('\n');
}

const manifest = () => ({
  name: '@jiesuo/client',
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  description: 'A typed client of the integrators’ API of Jiesuo, on fetch alone, with no dependency.',
  license: 'Apache-2.0',
  type: 'module',
  engines: { node: '>=20.3' },
  sideEffects: false,
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
});
