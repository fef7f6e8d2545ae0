import { readFileSync } from 'node:fs';
import type { Driver, Slot, Ukey } from '../ukey.ts';
import { createPkcs11Driver, type Pkcs11Options } from './driver.ts';

/** What one module of test-module.c was seen to do, under Windows' own Node: written to standard output as JSON. */
export interface Seen {
  readonly listing: Awaited<ReturnType<Driver['list']>>;
  readonly facts?: Ukey['facts'];
  readonly outcomes?: readonly unknown[];
}

const pin = (text: string): Buffer => Buffer.from(text);

async function use(driver: Driver, { id }: Slot): Promise<Omit<Seen, 'listing'>> {
  const ukey = await driver.connect(id);
  const outcomes: unknown[] = [];
  for (let tries = 0; tries < 3; tries += 1) outcomes.push(await ukey.verifyPin(pin('wrong-pin')));
  outcomes.push((await ukey.tries()).user);
  outcomes.push(await ukey.unblock?.(pin('wrong-secret'), pin('Neu-24680')));
  outcomes.push(await ukey.unblock?.(pin('Admin-Secret-16c'), pin('Neu-24680')));
  outcomes.push(await ukey.changePin(pin('Neu-24680'), pin('Neu-13579')));
  outcomes.push(await ukey.verifyPin(pin('Neu-13579')));
  outcomes.push(await ukey.rotate?.(pin('Admin-Secret-16c'), pin('Next-Secret-16c!')));
  await ukey.release();
  return { facts: ukey.facts, outcomes };
}

async function look(): Promise<Seen> {
  const driver = createPkcs11Driver(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Pkcs11Options);
  const listing = await driver.list();
  const [slot] = listing.slots;
  const seen = { listing, ...(slot && (await use(driver, slot))) };
  await driver.close();
  return seen;
}

void look().then((seen) => process.stdout.write(JSON.stringify(seen)));
