import { createCard, createDesk, type Desk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import type { HostedDriver } from '../drivers/host/host.ts';
import { openModels } from '../drivers/open.ts';
import { createVirtualDriver } from '../drivers/virtual/driver.ts';

export const USER_PIN = 'Abcd-1357';

export interface Ukeys {
  readonly desk: Desk;
  readonly driver: HostedDriver;
  close(): Promise<void>;
}

/** Virtual UKeys of these serial numbers on a desk, unplugged, and a driver that reaches them from this process. */
export async function layOut(...serials: readonly string[]): Promise<Ukeys> {
  const ca = issueDemoCa();
  const [company, uscc] = ['示例公司', '91310000MA1FL0007C'];
  const cards = serials.map((serial) =>
    createCard(issueCard({ ca, kind: 'sm2', company, uscc, userPin: USER_PIN, serial }).state),
  );
  const desk = createDesk(cards);
  const server = await serveCards({ desk, port: 0 });
  const inner = createVirtualDriver({ port: server.port, models: openModels() });
  const driver: HostedDriver = { ...inner, fresh: () => Promise.resolve(driver) };
  return {
    desk,
    driver,
    async close() {
      await driver.close();
      await server.close();
    },
  };
}
