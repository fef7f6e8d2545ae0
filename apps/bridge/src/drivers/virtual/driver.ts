import { setTimeout as sleep } from 'node:timers/promises';
import { candidates, type Model } from '@jiesuo/models';
import type { CardChannel } from '../cards/family.ts';
import { openCard } from '../cards/open.ts';
import { DriverFault } from '../driver.ts';
import { createTurns } from '../turns.ts';
import type { Driver, Listing, Slot } from '../ukey.ts';
import { type Connection, NobodyThere, openConnection } from './connection.ts';

const SLOTS_MAX = 16;
/** A UKey whose last connection has just closed is free a moment later only. */
const AGAIN_MS = 40;
/** Nobody tells when a UKey is plugged in: how often it is looked for. */
const LOOK_MS = 500;

interface Place {
  readonly id: string;
  readonly connection: Connection;
  isTaken: boolean;
}

/**
 * Virtual UKeys on 127.0.0.1 (docs/protocol.md, "Framing to a reader"): each connection is a slot, and is kept while idle.
 * A closed connection is a UKey pulled out. Where nobody listens, `list` says `service_not_running`.
 */
export function createVirtualDriver({
  port,
  models,
}: {
  readonly port: number;
  readonly models: readonly Model[];
}): Driver {
  let places: Place[] = [];
  let count = 0;
  let told = '';
  let isOver = false;
  // Two looks at once would take each other's UKeys for missing.
  const inTurn = createTurns();

  const openOne = async (): Promise<Connection | undefined> =>
    (await openConnection(port)) ?? (await sleep(AGAIN_MS), openConnection(port));

  const slotOf = ({ id, connection }: Place): Slot => {
    const atr = Buffer.from(connection.atr).toString('hex');
    const model = candidates(models, { driver: 'virtual', atr })[0];
    return { id, name: 'virtual', atr, ...(model && { model: model.id }) };
  };

  const look = async (): Promise<Listing> => {
    places = places.filter((place) => !place.connection.isClosed);
    try {
      while (places.length < SLOTS_MAX) {
        const connection = await openOne();
        if (connection === undefined) break;
        count += 1;
        // Another child of this driver counts from 1 too: its slots are not these.
        places.push({ id: `virtual-${process.pid}-${count}`, connection, isTaken: false });
      }
    } catch (error) {
      if (!(error instanceof NobodyThere)) throw error;
      if (places.length === 0) return { slots: [], conditions: [{ code: 'service_not_running' }] };
    }
    const here = places.filter((place) => !place.connection.isClosed);
    return { slots: here.map(slotOf), conditions: [] };
  };

  return {
    name: 'virtual',
    async list() {
      const listing = await inTurn(look);
      told = idsOf(listing);
      return listing;
    },
    async connect(slot) {
      const place = places.find(({ id }) => id === slot);
      if (place === undefined || place.connection.isClosed) throw new DriverFault('removed');
      if (place.isTaken) throw new DriverFault('busy');
      const atr = Buffer.from(place.connection.atr).toString('hex');
      const possible = candidates(models, { driver: 'virtual', atr });
      if (possible.length === 0) throw new DriverFault('fault', 'unknown model');
      place.isTaken = true;
      // Whoever had it before, no log-in of his is left.
      place.connection.reset();
      return openCard(channelOf(place), possible);
    },
    async change(waitMs) {
      const until = performance.now() + waitMs;
      while (!isOver && performance.now() < until && idsOf(await inTurn(look)) === told)
        await sleep(Math.min(LOOK_MS, Math.max(0, until - performance.now())), undefined, { ref: false });
    },
    async close() {
      isOver = true;
      await inTurn(() => {
        for (const place of places) place.connection.close();
        places = [];
      });
    },
  };
}

const idsOf = ({ slots }: Listing): string => slots.map(({ id }) => id).join(' ');

function channelOf(place: Place): CardChannel {
  const { connection } = place;
  let isOver = false;
  return {
    transmit: (apdu) => (isOver ? Promise.reject(new DriverFault('fault', 'disconnected')) : connection.exchange(apdu)),
    disconnect() {
      if (!isOver) {
        isOver = true;
        connection.reset();
        place.isTaken = false;
      }
      return Promise.resolve();
    },
  };
}
