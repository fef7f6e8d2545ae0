import { type Profile, recognise } from '../../profiles/profile.ts';
import type { Driver, Slot } from '../driver.ts';
import { openChannel } from './channel.ts';
import { code, isServiceGone } from './codes.ts';
import { type Handle, loadLibrary, type PcscLibrary } from './library.ts';

/**
 * UKeys in PC/SC readers. Only cards whose ATR one of the profiles knows are offered: a bank card in the same computer is never touched.
 * @param library null where PC/SC is not installed; `list` then says `library_missing`.
 */
export function createPcscDriver({
  profiles,
  library = loadLibrary(),
}: {
  readonly profiles: readonly Profile[];
  readonly library?: PcscLibrary | null;
}): Driver {
  return {
    name: 'pcsc',
    async list() {
      if (library === null) return { slots: [], reason: 'library_missing' };
      const { result, context } = await library.establishContext();
      if (isServiceGone(result)) return { slots: [], reason: 'service_not_running' };
      if (result !== code.ok) return { slots: [] };
      try {
        return await listSlots(library, context, profiles);
      } finally {
        await library.releaseContext(context);
      }
    },
    // Nothing is held between calls: each channel has a context of its own and ends it itself.
    close: () => Promise.resolve(),
  };
}

async function listSlots(
  library: PcscLibrary,
  context: Handle,
  profiles: readonly Profile[],
): ReturnType<Driver['list']> {
  const { result, readers } = await library.listReaders(context);
  if (isServiceGone(result)) return { slots: [], reason: 'service_not_running' };
  const slots: Slot[] = [];
  for (const reader of readers) {
    const { isPresent, events, atr } = await library.readerState(context, reader);
    if (!isPresent || recognise(profiles, 'pcsc', atr) === undefined) continue;
    // The reader's count of comings and goings: another card in the same reader is another slot.
    slots.push({ id: `pcsc-${reader}-${events}`, atr, connect: () => openChannel(library, reader) });
  }
  return { slots };
}
