import { connect } from 'node:net';
import { carryCard } from './carry.ts';
import type { AnyCard } from './desk.ts';

export const VPCD_PORT = 35_963;

export interface VpcdAttachment {
  /** Takes the card out of vpcd's reader. */
  detach(): void;
  /** Settles when the card is out of the reader, whoever took it out. Never rejects. */
  readonly detached: Promise<void>;
}

/**
 * Puts a card into the reader of vsmartcard's vpcd, and so into pcscd. The card must not be plugged elsewhere meanwhile.
 * Rejects with the system's error when vpcd does not listen there. vpcd listens on every address: a closed network only.
 * vpcd sends length and bytes apart, and Linux puts off the first one's acknowledgement by 40 ms; a loopback route with `quickack 1` does not.
 */
export function attachToVpcd(
  card: AnyCard,
  { host = '127.0.0.1', port = VPCD_PORT }: { host?: string; port?: number } = {},
): Promise<VpcdAttachment> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      carryCard(socket, card, () => card.control(0));
      const detached = new Promise<void>((settle) => socket.once('close', () => settle()));
      resolve({ detach: () => socket.destroy(), detached });
    });
  });
}
