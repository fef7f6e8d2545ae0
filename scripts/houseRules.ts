/** Who may import whom. */
export interface PartRule {
  /** Packages of this project that it may use. */
  readonly inner: readonly string[];
  /** Others that it may use in the product's code; undefined: whatever its own package.json names. */
  readonly outer?: readonly RegExp[];
  /** Files, beside tests, that may use node: modules; undefined: all. */
  readonly nodeOnly?: readonly RegExp[];
}

const crypto = /^(sm-crypto-v2|@hpke\/core)$/;
const asn1 = /^(asn1js|pkijs)$/;
const react = /^(react|react-dom|antd|@ant-design\/.*)(\/.*)?$/;
const web = /^(@tanstack\/react-(query|router)|@vant\/area-data)(\/.*)?$/;
const none: readonly RegExp[] = [];

export const parts: Readonly<Record<string, PartRule>> = {
  'packages/ceremony': { inner: [], outer: [crypto, /^zod$/], nodeOnly: [/\/seam\.ts$/] },
  'packages/certificate': { inner: [], outer: [crypto, asn1] },
  'packages/diagnosis': { inner: ['@jiesuo/ceremony/messages'], outer: none, nodeOnly: none },
  'packages/contract': {
    inner: ['@jiesuo/ceremony/messages', '@jiesuo/certificate/digits', '@jiesuo/diagnosis'],
    outer: [/^zod$/],
    nodeOnly: none,
  },
  // Published: nothing but fetch and WebCrypto in it.
  'packages/client': {
    inner: ['@jiesuo/client', '@jiesuo/contract', '@jiesuo/contract/integrator'],
    outer: [/^zod$/],
    nodeOnly: [/\/build(\.js$|\/)/, /\/examples\//],
  },
  'packages/card': { inner: ['@jiesuo/certificate'], outer: [crypto, asn1] },
  'packages/models': { inner: [], outer: [/^zod$/] },
  'packages/ui': { inner: [], outer: [react], nodeOnly: none },
  'apps/portal': {
    inner: ['@jiesuo/contract', '@jiesuo/contract/portal', '@jiesuo/ui', '@jiesuo/certificate'],
    outer: [react, web],
    nodeOnly: none,
  },
  'apps/console': {
    inner: [
      '@jiesuo/contract',
      '@jiesuo/contract/console',
      '@jiesuo/contract/figures',
      '@jiesuo/ui',
      '@jiesuo/certificate',
    ],
    outer: [react, web, /^recharts$/, /^@simplewebauthn\/browser$/],
    nodeOnly: none,
  },
  'apps/bridge': { inner: ['@jiesuo/ceremony', '@jiesuo/certificate', '@jiesuo/diagnosis', '@jiesuo/models'] },
  'apps/server': { inner: ['@jiesuo/contract', '@jiesuo/ceremony', '@jiesuo/certificate', '@jiesuo/models'] },
  'apps/sim': { inner: ['@jiesuo/contract', '@jiesuo/card'] },
};

/** Inside the server: who may import the vault, and who may read the environment. */
export const vaultUsers = /^apps\/server\/src\/(vault\/|ceremonies\/|ukeys\/import|context\.ts$)/;
export const environmentReaders: Readonly<Record<string, RegExp>> = {
  'apps/server': /^apps\/server\/(server\.js|src\/config\.ts)$/,
};

export const drawers = /(^|\/)(utils?|helpers?|common|misc|services|repositories|shared)(\/|$)/;
export const linesMax = 300;
