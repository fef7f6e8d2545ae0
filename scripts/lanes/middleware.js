import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.js';

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
const hasProgram = (name) => folders.some((folder) => existsSync(join(folder, name)));
const hasFile = (pattern) => globSync(pattern).length > 0;

const hasPostgres = () => hasProgram('postgres') || hasFile('/usr/lib/postgresql/*/bin/postgres');
const hasReader = () => hasFile('/usr/lib/pcsc/drivers/serial/libifdvpcd.so*');
const hasCjkFont = () => hasFile('/usr/share/fonts/**/*{CJK,NotoSansSC,wqy}*');
const hasChromium = () => hasProgram('chromium') || hasProgram('google-chrome');

/** The packaged Chromium needs no installation, but some systems lack its libraries: asking its version tells. */
async function canRunPackagedChromium() {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-chromium-'));
  const program = `
    const { default: chromium } = await import('@sparticuz/chromium');
    const { spawnSync } = await import('node:child_process');
    const { status } = spawnSync(await chromium.executablePath(), ['--version', '--no-sandbox'], { timeout: 30_000 });
    process.exit(status ?? 1);`;
  // It unpacks its libraries only where it believes to be at home.
  const env = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', TMPDIR: folder };
  const code = await run(process.execPath, ['--input-type=module', '-e', program], { env, minutes: 2, quiet: true });
  rmSync(folder, { recursive: true, force: true });
  return code === 0;
}

/** What lanes need beside npm's packages: how to see whether it is there, and the Debian packages that bring it. */
export const middleware = {
  postgres: { isHere: hasPostgres, packages: ['postgresql'] },
  pcscd: {
    isHere: () => hasProgram('pcscd') && hasFile('/usr/lib/*/libpcsclite.so.1'),
    packages: ['pcscd', 'libpcsclite1'],
  },
  vpcd: { isHere: hasReader, packages: ['vsmartcard-vpcd'] },
  namespaces: {
    isHere: () => hasProgram('ip') && hasProgram('unshare') && process.getuid?.() === 0,
    packages: ['iproute2'],
  },
  opensc: {
    isHere: () => hasProgram('pkcs11-tool') && hasFile('/usr/lib/*/opensc-pkcs11.so'),
    packages: ['opensc', 'opensc-pkcs11'],
  },
  yubico: { isHere: () => hasProgram('yubico-piv-tool'), packages: ['yubico-piv-tool'] },
  softhsm: { isHere: () => hasFile('/usr/lib/softhsm/libsofthsm2.so'), packages: ['softhsm2'] },
  compiler: { isHere: () => hasProgram('gcc') && hasFile('/usr/include/stdio.h'), packages: ['gcc', 'libc6-dev'] },
  screen: { isHere: () => hasProgram('Xvfb'), packages: ['xvfb'] },
  pinentry: { isHere: () => hasProgram('pinentry-gtk-2'), packages: ['pinentry-gtk2'] },
  typist: { isHere: () => hasProgram('xdotool'), packages: ['xdotool'] },
  wine: { isHere: () => hasProgram('wine64') || hasFile('/usr/lib/wine/wine64'), packages: ['wine', 'wine64'] },
  mingw: { isHere: () => hasProgram('x86_64-w64-mingw32-gcc'), packages: ['gcc-mingw-w64-x86-64'] },
  fonts: { isHere: hasCjkFont, packages: ['fonts-noto-cjk'] },
  chromium: { isHere: async () => hasChromium() || (await canRunPackagedChromium()), packages: ['chromium'] },
};

const isRoot = process.getuid?.() === 0;
const mayInstall = isRoot && (process.env.CI === 'true' || process.env.JIESUO_INSTALL === '1') && hasProgram('apt-get');

export const commandFor = (names) =>
  `${isRoot ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packagesOf(names).join(' ')}`;
const packagesOf = (names) => names.flatMap((name) => middleware[name].packages);

/** @returns the names of `wanted` that are still missing, after installing what may be installed here. */
export async function bring(wanted) {
  const missing = await missingOf(wanted);
  if (missing.length === 0 || !mayInstall) return missing;
  console.log(`正在安装 (installing): ${packagesOf(missing).join(' ')}`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, minutes: 20 };
  const wait = ['-o', 'DPkg::Lock::Timeout=400'];
  await run('apt-get', [...wait, 'update', '-q'], options);
  await run('apt-get', [...wait, 'install', '-y', '-q', '--no-install-recommends', ...packagesOf(missing)], options);
  return missingOf(wanted);
}

async function missingOf(names) {
  const missing = [];
  for (const name of names) if (!(await middleware[name].isHere())) missing.push(name);
  return missing;
}
