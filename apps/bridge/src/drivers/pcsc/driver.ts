import { candidates, type Model } from '@jiesuo/models';
import { openCard } from '../cards/open.ts';
import { DriverFault } from '../driver.ts';
import type { Driver, DriverCondition, Slot } from '../ukey.ts';
import { openChannel } from './channel.ts';
import { code, faultOf, isServiceGone } from './codes.ts';
import { type Handle, loadLibrary, type PcscLibrary } from './library.ts';
import { createWatch } from './watch.ts';

interface Place {
  readonly reader: string;
  readonly atr: string;
}

/**
 * UKeys in PC/SC readers. Only a card whose answer to reset some model names is ever connected to: a bank card in the same computer
 * is listed without a model and never touched.
 * @param library null where PC/SC is not installed; `list` then says `library_missing`.
 */
export function createPcscDriver({
  models,
  library = loadLibrary(),
}: {
  readonly models: readonly Model[];
  readonly library?: PcscLibrary | null;
}): Driver {
  let places: ReadonlyMap<string, Place> = new Map();
  const watch = library && createWatch(library);
  return {
    name: 'pcsc',
    async list() {
      if (library === null) return { slots: [], conditions: [{ code: 'library_missing' }] };
      const { result, context } = await library.establishContext();
      if (result !== code.ok) {
        watch?.saw(undefined);
        return { slots: [], conditions: [conditionOf('SCardEstablishContext', result)] };
      }
      try {
        const found = await look(library, context);
        watch?.saw(found.states);
        places = found.places;
        const slots = [...places].map(([id, { reader, atr }]): Slot => {
          const model = candidates(models, { driver: 'pcsc', atr })[0];
          return { id, name: reader, atr, ...(model && { model: model.id }) };
        });
        return { slots, conditions: found.conditions };
      } finally {
        await library.releaseContext(context);
      }
    },
    async connect(slot) {
      const place = places.get(slot);
      if (library === null || place === undefined) throw new DriverFault('removed');
      const possible = candidates(models, { driver: 'pcsc', atr: place.atr });
      if (possible.length === 0) throw new DriverFault('fault', 'unknown model');
      return openCard(await openChannel(library, place.reader), possible);
    },
    change: (waitMs) => (watch ? watch.change(waitMs) : new Promise((resolve) => setTimeout(resolve, waitMs))),
    // No card is held here: each has a context of its own and ends it itself.
    close: async () => watch?.close(),
  };
}

const conditionOf = (call: string, result: number): DriverCondition =>
  isServiceGone(result)
    ? { code: 'service_not_running' }
    : { code: 'vendor_error', detail: faultOf(call, result).detail ?? call };

interface Found {
  readonly places: ReadonlyMap<string, Place>;
  /** Reader → its event state, for the watch to compare with. */
  readonly states: ReadonlyMap<string, number>;
  readonly conditions: readonly DriverCondition[];
}

async function look(library: PcscLibrary, context: Handle): Promise<Found> {
  const places = new Map<string, Place>();
  const states = new Map<string, number>();
  const { result, readers } = await library.listReaders(context);
  if (result !== code.ok && result !== code.noReaders)
    return { places, states, conditions: [conditionOf('SCardListReaders', result)] };
  for (const reader of readers) {
    const { isPresent, events, state, atr } = await library.readerState(context, reader);
    states.set(reader, state);
    // The reader's count of comings and goings: another card in the same reader is another slot.
    if (isPresent) places.set(`pcsc-${reader}-${events}`, { reader, atr: Buffer.from(atr).toString('hex') });
  }
  return { places, states, conditions: [] };
}
