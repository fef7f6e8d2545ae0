import { ownModels, readModels } from '@jiesuo/models';
import { hostDriver } from './host.ts';

/** What a bridge does up to the log-in, for killed.test.ts: opens the only virtual UKey, verifies the PIN, and waits. */
const [port, pin] = process.argv.slice(2);
const { models } = readModels([ownModels]);
const driver = hostDriver('virtual', { options: { virtualPort: Number(port), models, libraries: [] } });
const { slots } = await driver.list();
const ukey = await driver.connect(slots[0]?.id ?? '');
console.log(await ukey.verifyPin(Buffer.from(pin ?? '')));
setInterval(() => {}, 1000);
