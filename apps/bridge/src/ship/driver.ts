import { runDriver } from '../drivers/host/run.ts';

// The 32-bit helper: a driver's child for vendors' 32-bit libraries.
void runDriver();
