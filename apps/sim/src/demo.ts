import { join } from 'node:path';
import {
  type AnyCardState,
  type CardStore,
  type DemoCa,
  issueCard,
  issueDemoCa,
  issueGidsCard,
  issuePivCard,
} from '@jiesuo/card';
import { generateSecret } from 'otplib';
import { companies, customerPassword, customers, staffPassword, staffPeople } from './demo/people.ts';
import { type DemoUkey, demoUkeys } from './demo/ukeys.ts';
import { type DemoWorld, readDemoWorld } from './demo/world.ts';
import { writeAtomically } from './disk/atomic.ts';

const caName = '演示认证中心';
const dayMs = 86_400_000;

/**
 * The demo's world: made at the first start, read at all later ones. RSA keys make the first one take about a second.
 */
export function openDemo(dataDir: string, store: CardStore<AnyCardState>, now: Date): DemoWorld {
  const path = join(dataDir, 'demo', 'demo.json');
  const known = readDemoWorld(path);
  if (known) return known;
  const world = makeWorld(store, now);
  // Last of all: a process killed before this line makes everything anew, over the same serial numbers.
  writeAtomically(path, `${JSON.stringify(world, null, 2)}\n`);
  return world;
}

function makeWorld(store: CardStore<AnyCardState>, now: Date): DemoWorld {
  const validFrom = new Date(now.getTime() - 2000 * dayMs);
  const ca = issueDemoCa({ organization: caName, validFrom });
  const otherCa = issueDemoCa({ organization: '另一家认证中心', validFrom });
  const made = demoUkeys.map((ukey, index) => {
    const issued = issue(ukey, index + 1, ukey.isOfOtherCa ? otherCa : ca, now);
    if (!ukey.isOnlyRegistered) store.save(stage(issued, ukey));
    return { ukey, issued };
  });
  return {
    ca: { name: caName, certificates: [ca.sm2, ca.rsa].map((root) => pem(Buffer.from(root.certificate, 'base64'))) },
    ukeys: made
      .filter(({ ukey }) => !ukey.isOfOtherCa)
      .map(({ ukey, issued }) => ({
        serial: issued.serial,
        model: ukey.model ?? 'jiesuo-virtual',
        certificate: pem(issued.certificateDer),
        adminPin: issued.secret,
        contactMobile:
          customers.find((one) => one.organisation === companies[ukey.company].name)?.mobile ?? customers[0].mobile,
      })),
    parts: Object.fromEntries(made.map(({ ukey, issued }) => [ukey.part, issued.serial])),
    staff: staffPeople.map(({ name, displayName, roles }) => ({
      name,
      displayName,
      password: staffPassword(name),
      totpSecret: generateSecret(),
      roles: [...roles],
    })),
    customers: customers.map((one) => ({ ...one, password: customerPassword })),
  };
}

interface Issued {
  readonly state: AnyCardState;
  readonly serial: string;
  readonly certificateDer: Uint8Array;
  /** What opens the UKey for its CA: an admin PIN, or an admin key in hex. */
  readonly secret: string;
}

function issue(ukey: DemoUkey, number: number, ca: DemoCa, now: Date): Issued {
  const { name: company, uscc } = companies[ukey.company];
  const validFrom = new Date(now.getTime() - (ukey.isExpired ? 1200 : 200) * dayMs);
  const { kind, userPin, label } = ukey;
  const common = { ca, company, uscc, userPin, label, validFrom };
  if (kind !== 'sm2' && ukey.model === 'jiesuo-gids-3des') {
    const issued = issueGidsCard({ ...common, kind });
    return { ...issued, secret: issued.adminKey };
  }
  if (kind !== 'sm2' && (ukey.model === 'jiesuo-piv' || ukey.model === 'jiesuo-piv-puk')) {
    const unblockedBy = ukey.model === 'jiesuo-piv' ? 'admin_key' : 'puk';
    const issued = issuePivCard({ ...common, keys: [{ slot: '9c', kind }], unblockedBy });
    return { ...issued, secret: unblockedBy === 'puk' ? issued.puk : issued.adminKey };
  }
  if (kind === 'p256') throw new Error(`${ukey.part}: a GM/T 0017 UKey has no P-256 key`);
  const serial = `JS2026${String(number).padStart(9, '0')}`;
  const { adminPin } = ukey;
  const issued = issueCard({ ...common, kind, serial, isDefaultUserPin: false, ...(adminPin && { adminPin }) });
  return { ...issued, secret: issued.adminPin };
}

const stage = ({ state }: Issued, ukey: DemoUkey): AnyCardState => ({
  ...state,
  userTriesLeft: ukey.userTriesLeft,
  adminTriesLeft: ukey.adminTriesLeft ?? state.adminTriesLeft,
});

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
