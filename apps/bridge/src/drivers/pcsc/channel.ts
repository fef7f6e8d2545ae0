import type { CardChannel } from '../cards/family.ts';
import { DriverFault } from '../driver.ts';
import { code, faultOf } from './codes.ts';
import type { Handle, PcscLibrary } from './library.ts';

/** Takes the card in that reader exclusively, with a transaction, in a context of its own. @throws {DriverFault} */
export async function openChannel(library: PcscLibrary, reader: string): Promise<CardChannel> {
  const { result, context } = await library.establishContext();
  if (result !== code.ok) throw faultOf('SCardEstablishContext', result);
  try {
    const opened = await library.connect(context, reader);
    if (opened.result !== code.ok) throw faultOf('SCardConnect', opened.result);
    const begun = await library.beginTransaction(opened.card);
    if (begun !== code.ok) {
      await library.disconnect(opened.card);
      throw faultOf('SCardBeginTransaction', begun);
    }
    return channelOf(library, context, opened.card, opened.protocol);
  } catch (error) {
    await library.releaseContext(context);
    throw error;
  }
}

function channelOf(library: PcscLibrary, context: Handle, card: Handle, protocol: number): CardChannel {
  let isOver = false;
  return {
    async transmit(apdu) {
      if (isOver) throw new DriverFault('fault', 'disconnected');
      const { result, answer } = await library.transmit(card, protocol, apdu);
      if (result !== code.ok) throw faultOf('SCardTransmit', result);
      if (answer.length < 2) throw new DriverFault('fault', 'an answer has at least 2 bytes');
      return answer;
    },
    async disconnect() {
      if (isOver) return;
      isOver = true;
      // Whatever one of them answers, the next is still tried: the reset is what ends a log-in.
      const steps = [
        () => library.endTransaction(card),
        () => library.disconnect(card),
        () => library.releaseContext(context),
      ];
      for (const step of steps) await step().catch(() => undefined);
    },
  };
}
