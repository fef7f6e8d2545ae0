import { createServer, type Socket } from 'node:net';
import { carryCard } from './carry.ts';
import type { AnyCard, Desk } from './desk.ts';

export const CARD_PORT = 17_481;

export interface CardServer {
  /** Port that was bound; differs from the one asked for only when that was 0. */
  readonly port: number;
  /** Closes the listener and every connection. */
  close(): Promise<void>;
}

export interface CardServerOptions {
  readonly desk: Pick<Desk<AnyCard>, 'attach'>;
  /** Default 127.0.0.1: whoever reaches it can use the UKeys. */
  readonly host?: string;
  /** Default 17481; 0 for any free one. */
  readonly port?: number;
}

/**
 * Waits for readers: each connection is one slot with one plugged UKey that no other connection has, or is closed at once.
 * Rejects with the system's error when the port cannot be bound.
 */
export async function serveCards({
  desk,
  host = '127.0.0.1',
  port = CARD_PORT,
}: CardServerOptions): Promise<CardServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const attachment = desk.attach(() => socket.destroy());
    if (attachment === undefined) {
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    sockets.add(socket);
    carryCard(socket, attachment.card, attachment.release);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
