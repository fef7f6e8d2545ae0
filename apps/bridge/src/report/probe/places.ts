import { candidates, type Model } from '@jiesuo/models';
import type { BridgeConfig } from '../../config.ts';
import type { CardChannel } from '../../drivers/cards/family.ts';
import { librariesFor } from '../../drivers/create.ts';
import { DriverFault } from '../../drivers/driver.ts';
import type { DriverCondition, DriverName } from '../../drivers/ukey.ts';
import type { Connection } from '../../drivers/virtual/connection.ts';

/** A plugged UKey that the record claims, and the raw channel to it. No other is ever connected to. */
export interface Place {
  readonly driver: DriverName;
  /** What the system calls it. */
  readonly name: string;
  /** Takes it alone. @throws {DriverFault} */
  open(): Promise<CardChannel>;
}
export interface Places {
  readonly places: readonly Place[];
  readonly conditions: readonly DriverCondition[];
  /** Lets go of what looking has taken. */
  close(): void;
}

type Looking = (config: BridgeConfig, model: Model) => Promise<Places>;
const nothing = (...conditions: readonly DriverCondition[]): Places => ({
  places: [],
  conditions,
  close: () => undefined,
});

/** Looks with every driver of the configuration that reaches cards by commands. In this process: it ends with the probe. */
export async function placesOf(config: BridgeConfig, model: Model): Promise<Places> {
  const looks: Readonly<Record<DriverName, Looking>> = {
    virtual: byVirtual,
    pcsc: byPcsc,
    skf: bySkf,
    pkcs11: async () => nothing(),
  };
  const found: Places[] = [];
  for (const driver of config.drivers)
    if (model.drivers[driver] !== undefined) found.push(await looks[driver](config, model));
  return {
    places: found.flatMap(({ places }) => places),
    conditions: found.flatMap(({ conditions }) => conditions),
    close: () => {
      for (const { close } of found) close();
    },
  };
}

const claims = (model: Model, driver: 'virtual' | 'pcsc', atr: Uint8Array): boolean =>
  candidates([model], { driver, atr: Buffer.from(atr).toString('hex') }).length > 0;

/** Enough to see that there are several. */
const SLOTS_MAX = 4;

const byVirtual: Looking = async ({ virtualPort }, model) => {
  const { NobodyThere, openConnection } = await import('../../drivers/virtual/connection.ts');
  const connections: Connection[] = [];
  const close = () => {
    for (const connection of connections) connection.close();
  };
  try {
    while (connections.length < SLOTS_MAX) {
      const connection = await openConnection(virtualPort);
      if (connection === undefined) break;
      connections.push(connection);
    }
  } catch (fault) {
    close();
    if (fault instanceof NobodyThere) return nothing({ code: 'service_not_running' });
    throw fault;
  }
  const places = connections.flatMap((connection, at): readonly Place[] => {
    const channel: CardChannel = {
      transmit: (apdu) => connection.exchange(apdu),
      disconnect: async () => connection.reset(),
    };
    const open = async () => {
      connection.reset();
      return channel;
    };
    return claims(model, 'virtual', connection.atr) ? [{ driver: 'virtual', name: `virtual ${at + 1}`, open }] : [];
  });
  return { places, conditions: [], close };
};

const byPcsc: Looking = async (_, model) => {
  const [{ loadLibrary }, { openChannel }, { code, faultOf, isServiceGone }] = await Promise.all([
    import('../../drivers/pcsc/library.ts'),
    import('../../drivers/pcsc/channel.ts'),
    import('../../drivers/pcsc/codes.ts'),
  ]);
  const library = loadLibrary();
  if (library === null) return nothing({ code: 'library_missing' });
  const { result, context } = await library.establishContext();
  if (result !== code.ok)
    return nothing(
      isServiceGone(result)
        ? { code: 'service_not_running' }
        : { code: 'vendor_error', detail: faultOf('SCardEstablishContext', result).detail ?? '' },
    );
  try {
    const places: Place[] = [];
    for (const reader of (await library.listReaders(context)).readers) {
      const { isPresent, atr } = await library.readerState(context, reader);
      if (isPresent && claims(model, 'pcsc', atr))
        places.push({ driver: 'pcsc', name: reader, open: () => openChannel(library, reader) });
    }
    return { places, conditions: [], close: () => undefined };
  } finally {
    await library.releaseContext(context);
  }
};

const bySkf: Looking = async ({ libraries }, model) => {
  const [{ openLibrary }, { takeLock }, { recogniseDevice }, { textOf }] = await Promise.all([
    import('../../drivers/skf/library.ts'),
    import('../../drivers/skf/lock.ts'),
    import('../../drivers/skf/model.ts'),
    import('../../drivers/text.ts'),
  ]);
  const places: Place[] = [];
  const conditions: DriverCondition[] = [];
  for (const allowed of librariesFor('skf', libraries, [model])) {
    const opened = await openLibrary(allowed);
    if ('condition' in opened) {
      conditions.push(opened.condition);
      continue;
    }
    const { library } = opened;
    const within = async <T>(name: Buffer, use: (device: bigint) => Promise<T>): Promise<T> => {
      const device = await library.connect(name);
      return use(device).finally(() => library.disconnect(device).catch(() => undefined));
    };
    const open = async (name: Buffer): Promise<CardChannel> => {
      const device = await library.connect(name);
      const isLocked = await takeLock(library, device);
      return {
        transmit: (apdu) => library.transmit(device, apdu),
        async disconnect() {
          if (isLocked) await library.unlock(device).catch(() => undefined);
          await library.disconnect(device).catch(() => undefined);
        },
      };
    };
    for (const name of await library.devices()) {
      const { model: claimed } = recogniseDevice([model], await within(name, (device) => library.info(device)));
      if (claimed) places.push({ driver: 'skf', name: textOf(name), open: () => open(name) });
    }
  }
  return { places, conditions, close: () => undefined };
};

/** A library or reader that hangs must not hold the command for ever: 20 s for each APDU. */
export const inTime = (channel: CardChannel, ms = 20_000): CardChannel => ({
  disconnect: () => channel.disconnect(),
  transmit(apdu) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DriverFault('time_out')), ms);
    });
    return Promise.race([channel.transmit(apdu), late]).finally(() => clearTimeout(timer));
  },
});
