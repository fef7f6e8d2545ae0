import { giveFreshSecret } from '../desk.ts';
import { asStaff } from '../people.ts';
import type { Programs } from '../programs.ts';

/** What a mishap can hit in a reset of one kind of UKey. */
export interface Kind {
  /** Of the demo's parts. */
  readonly part: 'main' | 'gids' | 'piv' | 'pivPuk';
  readonly model: string;
  readonly method: 'gmt0017' | 'challenge_response' | 'trusted_bridge';
  /** The bridge's messages to the server, in their order. */
  readonly messages: readonly [string, ...string[]];
  /** INS P1 P2 of the commands to the UKey that matter. */
  readonly commands: readonly [string, ...string[]];
  /** The PIN of the first try, and another for the second. */
  readonly pins: readonly [string, string];
}

const signed = ['authorise', 'changed', 'proof'] as const;
export const kinds: readonly [Kind, ...Kind[]] = [
  {
    part: 'main',
    model: 'jiesuo-virtual',
    method: 'gmt0017',
    messages: ['authorise', 'unblock', 'unblocked', 'changed', 'proof'],
    // docs/protocol.md §1: VERIFY admin, UNBLOCK, VERIFY user, CHANGE, ECCSignData.
    commands: ['180000', '1a0000', '180001', '160001', '740000'],
    pins: ['Soak-2817-vN', 'Soak-5936-yT'],
  },
  {
    part: 'gids',
    model: 'jiesuo-gids-3des',
    method: 'challenge_response',
    messages: signed,
    // GENERAL AUTHENTICATE (twice), RESET RETRY COUNTER, VERIFY, PSO: COMPUTE DIGITAL SIGNATURE.
    commands: ['870000', '2c0280', '200080', '2a9e9a'],
    pins: ['Soak-3728-gK', 'Soak-6849-gW'],
  },
  {
    part: 'piv',
    model: 'jiesuo-piv',
    method: 'challenge_response',
    messages: signed,
    commands: ['870c9b', '2c0280', '200080', '87119c'],
    pins: ['Sk-37#28', 'Sk-68#49'],
  },
  {
    part: 'pivPuk',
    model: 'jiesuo-piv-puk',
    method: 'trusted_bridge',
    messages: signed,
    // RESET RETRY COUNTER with the PUK, CHANGE of the PUK, VERIFY, GENERAL AUTHENTICATE with 9C.
    commands: ['2c0080', '240081', '200080', '87079c'],
    pins: ['Sk-41#82', 'Sk-93#57'],
  },
];

/** `trusted_bridge` is off until an administrator says otherwise, and each order needs the key custodian. */
export async function allowTrustedBridge(programs: Programs): Promise<void> {
  const administrator = await asStaff(programs, 'administrator');
  await administrator('settings.change', { isTrustedBridgeOn: true });
}
export async function grant(programs: Programs, order: string, method: Kind['method']): Promise<void> {
  const custodian = await asStaff(programs, 'custodian');
  await custodian('custody.decide', { number: order, decision: 'grant', method, reason: 'npm run faults' });
}

/** Its admin secret was on the computer: the counter gives the UKey a fresh one. @returns what the registry is to learn of it. */
export async function renewed(programs: Programs, { model }: Kind, serial: string, certificate: string) {
  const { adminPin } = await giveFreshSecret(programs, serial);
  return { serial, model, certificate, adminPin, contactMobile: '19900000001' };
}
export async function renew(programs: Programs, kind: Kind, serial: string, certificate: string): Promise<void> {
  const ukey = await renewed(programs, kind, serial, certificate);
  const custodian = await asStaff(programs, 'custodian');
  const { faults } = await custodian('ukeys.import', { format: 'json' }, new Blob([JSON.stringify([ukey])]));
  if (faults[0]) throw new Error(`ukeys.import: ${faults[0].fault}`);
}
