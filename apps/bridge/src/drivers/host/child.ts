import { runDriver } from './run.ts';

await runDriver();
