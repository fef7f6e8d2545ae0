import { runDriver } from '../host/run.ts';
import { createSkfDriver, type SkfOptions } from './driver.ts';

/** The child that hosts a hostile library in hostile.skf.test.ts. */
await runDriver(({ options }) => Promise.resolve(createSkfDriver(options as SkfOptions)));
