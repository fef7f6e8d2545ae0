import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type Driver, DriverFault, type Slot } from '../driver.ts';
import { type Connection, NobodyThere, openConnection } from './connection.ts';

const SLOTS_MAX = 16;
/** A UKey whose last connection has just closed is free a moment later only. */
const AGAIN_MS = 40;

interface Place {
  readonly id: string;
  readonly connection: Connection;
  isTaken: boolean;
}

/**
 * Virtual UKeys on 127.0.0.1 (docs/protocol.md, "Framing to a reader"): each connection is a slot, and is kept while idle.
 * A closed connection is a UKey pulled out. Where nobody listens, `list` says `service_not_running`.
 */
export function createVirtualDriver({ port }: { readonly port: number }): Driver {
  let places: Place[] = [];
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();

  const openOne = async (): Promise<Connection | undefined> =>
    (await openConnection(port)) ?? (await sleep(AGAIN_MS), openConnection(port));

  const list: Driver['list'] = async () => {
    places = places.filter((place) => !place.connection.isClosed);
    try {
      while (places.length < SLOTS_MAX) {
        const connection = await openOne();
        if (connection === undefined) break;
        count += 1;
        places.push({ id: `virtual-${count}`, connection, isTaken: false });
      }
    } catch (error) {
      if (!(error instanceof NobodyThere)) throw error;
      if (places.length === 0) return { slots: [], reason: 'service_not_running' };
    }
    return { slots: places.filter((place) => !place.connection.isClosed).map(slotOf) };
  };

  return {
    name: 'virtual',
    // Two at once would take each other's UKeys for missing.
    list() {
      const turn = last.then(list);
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      for (const place of places) place.connection.close();
      places = [];
    },
  };
}

function slotOf(place: Place): Slot {
  const { id, connection } = place;
  return {
    id,
    atr: connection.atr,
    connect() {
      if (connection.isClosed) return Promise.reject(new DriverFault('removed'));
      if (place.isTaken) return Promise.reject(new DriverFault('busy'));
      place.isTaken = true;
      // Whoever had it before, no log-in of his is left.
      connection.reset();
      return Promise.resolve(channelOf(place));
    },
  };
}

function channelOf(place: Place): Channel {
  const { connection } = place;
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  return {
    transmit(apdu) {
      if (isOver) return Promise.reject(new DriverFault('fault', 'disconnected'));
      const turn = last.then(() => connection.exchange(apdu));
      last = turn.catch(() => undefined);
      return turn;
    },
    async disconnect() {
      if (isOver) return;
      isOver = true;
      await last;
      connection.reset();
      place.isTaken = false;
    },
  };
}
