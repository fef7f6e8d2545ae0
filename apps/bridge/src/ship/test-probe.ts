import { readFileSync } from 'node:fs';
import { hostDriver } from '../drivers/host/host.ts';
import { launch } from '../drivers/host/start.ts';
import type { DriverName } from '../drivers/ukey.ts';

/** What the probe is told, as a JSON file: it is bundled, and runs inside the Windows of windows.wine.test.ts. */
export interface Probing {
  readonly program: string;
  readonly driver: DriverName;
  readonly options: unknown;
  /** The admin secret, where the driver can unblock with it. */
  readonly secret: string | null;
  readonly oldPin: string;
  readonly newPin: string;
}

/** Holds one UKey through a driver's child of the shipped program, as the bridge does, and prints what became of each act. */
async function probe({ program, driver: name, options, secret, oldPin, newPin }: Probing): Promise<unknown> {
  const driver = hostDriver(name, { options, start: () => launch(program, ['driver']) });
  const { slots, conditions } = await driver.list();
  const [slot] = slots;
  if (slot === undefined) return { conditions };
  const ukey = await driver.connect(slot.id);
  const pin = (text: string) => Buffer.from(text);
  const before = await ukey.tries();
  const wrong = await ukey.verifyPin(pin('Wrong-0000'));
  const after = await ukey.tries();
  const right = await ukey.verifyPin(pin(oldPin));
  const changed = await ukey.changePin(pin(oldPin), pin(newPin));
  const unblocked = secret === null ? null : await ukey.unblock?.(pin(secret), pin(oldPin));
  const { serial, certificates } = ukey.facts;
  const verified = await ukey.verifyPin(pin(unblocked === 'right' ? oldPin : newPin));
  const signer = certificates.find(({ use }) => use === 'sign');
  const signature = signer && (await ukey.sign(signer.key, Buffer.alloc(32, 7)));
  await ukey.release();
  await driver.close();
  const signed = signer && { certificate: signer.der.toString('hex'), signature: signature?.signature.toString('hex') };
  return { serial, before, wrong, after, right, changed, unblocked, verified, signed };
}

probe(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Probing).then(
  (told) => {
    console.log(JSON.stringify(told));
    process.exit(0);
  },
  (error: unknown) => {
    console.log(JSON.stringify({ error: String(error) }));
    process.exit(1);
  },
);
