import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asStaff } from '../faults/people.ts';
import type { Ground, Stack } from './stack.ts';
import { lacking, run } from './tools.ts';

const library = '/usr/lib/softhsm/libsofthsm2.so';
const company = '解锁示例（上海）科技有限公司';
const secret = 'Qv7-Random-Adm1n';
const oldPin = 'Forgotten-1';

/** Where SoftHSM keeps its tokens: told to the bridge by SOFTHSM2_CONF when the programs start. */
export const softHsmConf = (folder: string): string => join(folder, 'softhsm2.conf');

/** A soft token made by other people's tools, registered as one of the CA's UKeys. */
export const softHsm: Stack = {
  name: 'pkcs11 SoftHSM2',
  missing: () => lacking(library, 'softhsm2-util', 'pkcs11-tool', 'openssl'),
  pin: 'Stack-9164-hS',
  async prepare(ground) {
    const serial = await makeToken(ground);
    const sha256 = createHash('sha256').update(readFileSync(library)).digest('hex');
    return {
      serial,
      bridge: { drivers: ['pkcs11'], libraries: [{ path: library, sha256, driver: 'pkcs11' }] },
      plug: async () => undefined,
      unplug: async () => undefined,
      granted: 'trusted_bridge',
      async witness(pin) {
        const said = await tool(ground, '--login', '--pin', pin, '--test');
        if (!said.includes('No errors')) throw new Error(`pkcs11-tool: ${said.trim().split('\n').at(-1)}`);
        return 'pkcs11-tool';
      },
    };
  },
};

const env = ({ folder }: Ground) => ({ SOFTHSM2_CONF: softHsmConf(folder) });
const tool = (ground: Ground, ...args: readonly string[]) =>
  run('pkcs11-tool', ['--module', library, ...args], env(ground));

/** @returns its serial number, known to the registry now. */
async function makeToken(ground: Ground): Promise<string> {
  const file = (name: string) => join(ground.folder, name);
  mkdirSync(file('tokens'));
  writeFileSync(softHsmConf(ground.folder), `directories.tokendir = ${file('tokens')}\nslots.removable = true\n`);
  const made = ['--init-token', '--free', '--label', 'jiesuo', '--so-pin', secret, '--pin', oldPin];
  await run('softhsm2-util', made, env(ground));
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file('key.pem')]);
  const subject = ['-utf8', '-subj', `/C=CN/O=${company}/CN=${company}`, '-days', '300'];
  const request = ['req', '-x509', '-new', '-sha256', '-key', file('key.pem'), ...subject];
  await run('openssl', [
    ...request,
    '-addext',
    'keyUsage=digitalSignature',
    '-addext',
    'basicConstraints=CA:false',
    '-outform',
    'DER',
    '-out',
    file('cert.der'),
  ]);
  await run('openssl', ['pkey', '-in', file('key.pem'), '-outform', 'DER', '-out', file('key.der')]);
  for (const [type, source] of [
    ['privkey', 'key.der'],
    ['cert', 'cert.der'],
  ] as const) {
    const object = ['--write-object', file(source), '--type', type, '--id', 'a1', '--label', 'SIGN'];
    await tool(ground, '--login', '--pin', oldPin, ...object, ...(type === 'privkey' ? ['--usage-sign'] : []));
  }
  const serial = /serial num\s*:\s*(\w+)/.exec(await tool(ground, '-L'))?.[1] ?? '';
  await register(ground, serial, readFileSync(file('cert.der')));
  return serial;
}

async function register({ programs }: Ground, serial: string, certificate: Buffer): Promise<void> {
  const custodian = await asStaff(programs, 'custodian');
  const contactMobile = '19900000001';
  const ukey = {
    serial,
    model: 'softhsm2',
    certificate: certificate.toString('base64'),
    adminPin: secret,
    contactMobile,
  };
  const { faults } = await custodian('ukeys.import', { format: 'json' }, new Blob([JSON.stringify([ukey])]));
  if (faults[0]) throw new Error(`ukeys.import: ${faults[0].fault}`);
}
