import { runDriver } from '../host/run.ts';
import { createPkcs11Driver, type Pkcs11Options } from './driver.ts';

// Started by the tests as start.ts starts the bridge's own children.
await runDriver(({ options }) => Promise.resolve(createPkcs11Driver(options as Pkcs11Options)));
