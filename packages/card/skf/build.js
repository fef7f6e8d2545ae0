/** Compiles the virtual UKeys' SKF library (GM/T 0016), for the vendor kit and the tests. Needs gcc, or mingw for Windows. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const SOURCES = ['skf.c', 'pins.c', 'containers.c', 'handles.c', 'devices.c', 'names.c', 'wire.c', 'crypto.c'];
const TRANSMIT = { absent: 0, works: 1, refuses: 2 };
const faults = new Map(
  [...readFileSync(new URL('faults.h', import.meta.url), 'utf8').matchAll(/^#define ([A-Z_]+) \d+/gm)].map(
    ([, name]) => [name.toLowerCase().replaceAll('_', '-'), name],
  ),
);

const usage = `node packages/card/skf/build.js --out <folder> [--target linux|win32-x64|win32-ia32] [--ulong 32|64]
  [--layout packed|natural] [--transmit works|refuses|absent] [--codes sar|raw] [--labels utf8|gbk]
  [--file <name>] [--fault ${[...faults.keys()].join('|')}]
Prints the library's path. The library speaks to the virtual UKeys at 127.0.0.1, port JIESUO_CARD_PORT or 17481.`;

const compilers = {
  linux: { program: 'gcc', suffix: 'so', flags: ['-fPIC', '-pthread'], libraries: [] },
  'win32-x64': { program: 'x86_64-w64-mingw32-gcc', suffix: 'dll', flags: ['-static-libgcc'], libraries: ['-lws2_32'] },
  'win32-ia32': {
    program: 'i686-w64-mingw32-gcc',
    suffix: 'dll',
    flags: ['-static-libgcc', '-Wl,--kill-at'],
    libraries: ['-lws2_32'],
  },
};

const string = (fallback) => ({ type: 'string', default: fallback });
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    target: string('linux'),
    ulong: string('32'),
    layout: string('packed'),
    transmit: string('works'),
    codes: string('sar'),
    labels: string('utf8'),
    fault: string('no-fault'),
    file: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { out, target, ulong, layout, transmit, codes, labels, fault, file } = values;
const compiler = compilers[target];
const isKnown =
  compiler !== undefined &&
  ['32', '64'].includes(ulong) &&
  ['packed', 'natural'].includes(layout) &&
  transmit in TRANSMIT &&
  ['sar', 'raw'].includes(codes) &&
  ['utf8', 'gbk'].includes(labels) &&
  faults.has(fault);
if (values.help || out === undefined || !isKnown) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

mkdirSync(out, { recursive: true });
const name = ['jiesuo-skf', ulong, layout, transmit, codes, labels, fault].join('-');
const path = resolve(out, file ?? `${name}.${compiler.suffix}`);
const macros = [
  `-DSKF_ULONG_BITS=${String(ulong)}`,
  `-DSKF_TRANSMIT=${TRANSMIT[transmit]}`,
  `-DSKF_FAULT=${faults.get(fault)}`,
  ...(layout === 'packed' ? ['-DSKF_PACKED'] : []),
  ...(codes === 'raw' ? ['-DSKF_RAW_SW'] : []),
  ...(labels === 'gbk' ? ['-DSKF_GBK'] : []),
];
const flags = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-fvisibility=hidden', '-shared'];
const run = spawnSync(
  compiler.program,
  [...flags, ...compiler.flags, ...macros, '-o', path, ...SOURCES, ...compiler.libraries],
  { cwd: import.meta.dirname, stdio: ['ignore', 'inherit', 'inherit'] },
);
if (run.error !== undefined) console.error(`${compiler.program}: ${run.error.message}`);
if (run.status !== 0) process.exit(1);
console.log(path);
