import type { Socket } from 'node:net';
import type { AnyCard } from './desk.ts';
import { createDeframer, frame } from './framing.ts';

const CONTROL_ATR = 4;

/**
 * Lets one socket work the card, message by message, until the socket closes.
 * Anything but docs/protocol.md's framing, and a card torn out by its script of faults, destroys the socket.
 * @param ended called when nothing more can come, once or several times; the caller takes the card's power then.
 */
export function carryCard(socket: Socket, card: AnyCard, ended: () => void): void {
  const takeMessages = createDeframer();
  socket.setNoDelay(true);
  // A reset by the other side is an ordinary way to end: 'close' follows and is enough.
  socket.on('error', () => {});
  socket.on('end', ended);
  socket.on('close', ended);
  socket.on('drain', () => socket.resume());
  socket.on('data', (chunk: Uint8Array) => {
    try {
      for (const message of takeMessages(chunk)) {
        if (!handle(socket, card, message)) {
          socket.destroy();
          return;
        }
      }
    } catch {
      socket.destroy();
      return;
    }
    // A host that asks and never reads must not fill our memory.
    if (socket.writableNeedDrain) socket.pause();
  });
}

/** @returns false when the connection must end. */
function handle(socket: Socket, card: AnyCard, message: Uint8Array): boolean {
  if (message.length > 1) {
    const answer = card.apdu(message);
    if (answer.length === 0) return false;
    socket.write(frame(answer));
    return true;
  }
  const control = message[0];
  if (control === CONTROL_ATR) socket.write(frame(card.atr));
  else if (control === 0 || control === 1 || control === 2) card.control(control);
  else return false;
  return true;
}
