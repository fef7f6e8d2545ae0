import { attachToVpcd, CARD_PORT, createDesk, serveCards, VPCD_PORT } from '@jiesuo/card';
import type { Made } from './make.ts';

/**
 * Plugs a card in and leaves it there for as long as the process lives.
 * @param to `bridge`: waits for the virtual driver and for the SKF library; `vpcd`: goes into the first reader of pcscd's vpcd.
 * @returns a sentence that says where it is. @throws Error with a sentence when nobody is there, or somebody else already.
 */
export async function plugIn(card: Made['card'], to: 'bridge' | 'vpcd', port?: number): Promise<string> {
  if (to === 'vpcd') return intoReader(card, port ?? VPCD_PORT);
  const desk = createDesk([card]);
  desk.plug(card.state.serial);
  try {
    const server = await serveCards({ desk, port: port ?? CARD_PORT });
    return `已插入，端口 ${server.port} (plugged in, port ${server.port})`;
  } catch {
    throw new Error(`端口 ${port ?? CARD_PORT} 已被占用（可能演示正在运行） (the port is taken, perhaps by the demo)`);
  }
}

async function intoReader(card: Made['card'], port: number): Promise<string> {
  try {
    const { detached } = await attachToVpcd(card, { port });
    void detached.then(() => {
      console.log('KEY已从读卡器取出 (the UKey was taken out of the reader)');
      process.exit(0);
    });
    return `已插入虚拟读卡器，端口 ${port} (in the virtual reader, port ${port})`;
  } catch {
    throw new Error(
      `端口 ${port} 没有 vpcd，请先启动装有 vsmartcard-vpcd 的 pcscd (no vpcd listens there; start pcscd with vsmartcard-vpcd)`,
    );
  }
}
