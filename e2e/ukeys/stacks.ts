import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attachToVpcd, plug, typePin, unplug } from '../faults/desk.ts';
import { readDemo } from '../faults/programs.ts';
import { softHsm } from './softhsm.ts';
import type { Ground, Ready, Stack } from './stack.ts';
import { lacking, openscModule, run } from './tools.ts';

const reader = ['pcscd', 'unshare', 'ip', '/usr/lib/pcsc/drivers/serial/libifdvpcd.so*'];
const opensc = ['pkcs11-tool', 'pkcs15-tool', '/usr/lib/*/opensc-pkcs11.so'];
type Part = 'main' | 'gids' | 'piv';

/** The sim's desk types the PIN through the card's own commands: another program, but not another's. */
async function desk({ programs }: Ground, serial: string, pin: string): Promise<string> {
  const { outcome } = await typePin(programs, serial, pin);
  if (outcome !== 'right') throw new Error(`the desk says ${outcome}`);
  return 'desk';
}

function virtual(name: string, part: Part, pin: string): Stack {
  return {
    name: `virtual ${name}`,
    missing: () => [],
    pin,
    async prepare(ground) {
      const serial = serialOf(ground, part);
      return {
        serial,
        bridge: { drivers: ['virtual'] },
        plug: () => plug(ground.programs, serial),
        unplug: async () => void (await unplug(ground.programs, serial)),
        witness: (typed) => desk(ground, serial, typed),
      };
    },
  };
}

type Witness = (pin: string) => Promise<string>;
function overPcscd(name: string, part: Part, pin: string, needs: readonly string[], witness?: Witness): Stack {
  return {
    name: `pcscd ${name}`,
    missing: () => lacking(...reader, ...needs),
    pin,
    async prepare(ground) {
      const serial = serialOf(ground, part);
      const { port } = await ground.pcscd();
      return {
        serial,
        bridge: { drivers: ['pcsc'] },
        async plug() {
          await attachToVpcd(ground.programs, serial, port);
          // pcscd asks its reader now and then.
          await sleep(1500);
        },
        unplug: async () => void (await unplug(ground.programs, serial)),
        witness: async (typed) =>
          [await desk(ground, serial, typed), ...(witness ? [await witness(typed)] : [])].join(', '),
      };
    },
  };
}

async function byOpenSc(pin: string): Promise<string> {
  await run('pkcs15-tool', ['--verify-pin', '--auth-id', '01', '--pin', pin]).catch(() =>
    run('pkcs15-tool', ['--verify-pin', '--auth-id', '80', '--pin', pin]),
  );
  return 'pkcs15-tool';
}
async function byTest(pin: string): Promise<string> {
  const said = await run('pkcs11-tool', ['--module', openscModule(), '--login', '--pin', pin, '--test']);
  const errors = said.split('\n').filter((line) => line.includes('ERR:'));
  // OpenSC's driver for GIDS cards gives no random bytes, and says so; the signatures are what counts.
  const others = errors.filter((line) => !line.includes('C_GenerateRandom failed: CKR_FUNCTION_NOT_SUPPORTED'));
  if (!said.includes('No errors') && (errors.length === 0 || others.length > 0))
    throw new Error(`pkcs11-tool: ${said.trim().split('\n').at(-1)}`);
  return 'pkcs11-tool';
}
async function byBoth(pin: string): Promise<string> {
  return `${await byOpenSc(pin)}, ${await byTest(pin)}`;
}
async function byYubico(pin: string): Promise<string> {
  const others = await byBoth(pin);
  await run('yubico-piv-tool', ['-r', 'Virtual PCD 00 00', '-a', 'verify-pin', '-P', pin]);
  return `${others}, yubico-piv-tool`;
}

const build = fileURLToPath(new URL('../../packages/card/skf/build.js', import.meta.url));
interface Abi {
  readonly layout: 'packed' | 'natural';
  readonly ulong: '32' | '64';
  readonly transmit: 'works' | 'absent';
}
function skf(abi: Abi): Stack {
  const { layout, ulong, transmit } = abi;
  const isRaw = transmit === 'works';
  return {
    name: `skf ${layout}, ${ulong}-bit ULONG, SKF_Transmit ${transmit}`,
    missing: () => lacking('gcc'),
    pin: 'Stack-4827-sK',
    ...(isRaw ? {} : { isUsedUp: true as const }),
    async prepare(ground): Promise<Ready> {
      const out = join(ground.folder, `skf-${layout}-${ulong}-${transmit}`);
      const flags = ['--layout', layout, '--ulong', ulong, '--transmit', transmit, '--file', 'libjiesuo_skf.so'];
      const path = (await run(process.execPath, [build, '--out', out, ...flags])).trim();
      const serial = serialOf(ground, 'main');
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      return {
        serial,
        bridge: { drivers: ['skf'], libraries: [{ path, sha256, driver: 'skf' }] },
        plug: () => plug(ground.programs, serial),
        unplug: async () => void (await unplug(ground.programs, serial)),
        ...(isRaw ? {} : { granted: 'trusted_bridge' as const }),
        witness: (typed) => desk(ground, serial, typed),
      };
    },
  };
}

const serialOf = ({ programs }: Ground, part: Part): string => {
  const serial = readDemo(programs).parts[part];
  if (!serial) throw new Error(`the demo has no UKey ${part}`);
  return serial;
};

/** Every way to a UKey that this product knows, each with whoever can say that it worked. */
export const stacks: readonly Stack[] = [
  virtual('GM/T 0017', 'main', 'Stack-1593-vM'),
  virtual('GIDS', 'gids', 'Stack-7281-gD'),
  virtual('PIV', 'piv', 'Pk-482#9'),
  overPcscd('GM/T 0017', 'main', 'Stack-6047-pM', []),
  overPcscd('GIDS', 'gids', 'Stack-3958-pG', opensc, byBoth),
  overPcscd('PIV', 'piv', 'Pv-735#2', [...opensc, 'yubico-piv-tool'], byYubico),
  softHsm,
  ...(['works', 'absent'] as const).flatMap((transmit) =>
    (['packed', 'natural'] as const).flatMap((layout) =>
      (['32', '64'] as const).map((ulong) => skf({ layout, ulong, transmit })),
    ),
  ),
];
