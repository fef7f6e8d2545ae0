import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CardMeter, openCardMeter } from './cardMeter.ts';
import type { Ground, Program } from './ground.ts';

/** Sim, server and bridge as `npm start` runs them, with the meter before the UKeys. */
export interface World {
  readonly meter: CardMeter;
  /** The bridge's process. */
  readonly bridge: Program;
  stop(): Promise<void>;
}

/** @param drivers of the bridge; the meter hears the virtual one only. */
export async function openWorld(ground: Ground, drivers: readonly string[] = ['virtual']): Promise<World> {
  const { ports, folder, dataDir, env } = ground;
  const sim = ground.run('apps/sim/src/main.ts');
  await sim.answered(`http://127.0.0.1:${ports.sim}/ukeys/list`);
  const server = ground.run('apps/server/server.js');
  await server.answered(`http://127.0.0.1:${ports.portal}/readyz`);
  const meter = await openCardMeter(ports.meter, ports.card);
  const { x } = createPublicKey(readFileSync(join(dataDir, 'keys', 'portal.pub'))).export({ format: 'jwk' });
  const config = {
    port: ports.bridge,
    portals: [{ origin: `http://localhost:${ports.portal}`, publicKey: x }],
    drivers,
    virtualPort: ports.meter,
    dataDir: join(folder, 'bridge'),
    prompt: 'window',
  };
  writeFileSync(env['BRIDGE_CONFIG'] ?? '', JSON.stringify(config), { mode: 0o600 });
  const bridge = ground.run('apps/bridge/bridge.js');
  // It serves no name but its windows'.
  await bridge.answered(`http://127.0.0.1:${ports.bridge}/`, 421);
  return {
    meter,
    bridge,
    async stop() {
      await bridge.stop();
      meter.close();
      await server.stop();
      await sim.stop();
    },
  };
}
