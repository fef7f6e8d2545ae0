import { setTimeout as sleep } from 'node:timers/promises';
import { RefusalError } from '@jiesuo/contract';
import { apply, type Customer, logIn, register } from '../people.ts';
import type { Programs } from '../programs.ts';

/** What the server said that it did. Nothing else may be missing after a kill, and nothing may be there twice. */
export interface Ledger {
  readonly customers: Customer[];
  /** By street: whose it is. Each street is sent once. */
  readonly addresses: Map<string, Customer>;
  readonly orders: Map<string, { readonly customer: Customer; isCancelled: boolean }>;
  /** Answers that no customer should get, at most a few. */
  readonly faults: string[];
}

export interface Load {
  readonly ledger: Ledger;
  /** Ends each lane after the act that it is at. */
  stop(): Promise<void>;
}

const pauseMs = 30;
const addressesEach = 15;

/** A server that was killed says nothing, or that it is not there: whether the act was done is open then. */
async function acked<T>(faults: string[], act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (fault) {
    const code = fault instanceof RefusalError ? fault.body.code : undefined;
    if (code === 'internal' && faults.length < 20) faults.push(String(fault));
    await sleep(200);
    return undefined;
  }
}

/** People who register and log in, keep addresses, apply with papers and cancel, all at once, as long as it is on. */
export function startLoad(programs: Programs, serial: string): Load {
  const ledger: Ledger = { customers: [], addresses: new Map(), orders: new Map(), faults: [] };
  const { customers, addresses, orders, faults } = ledger;
  let isOn = true;
  let streets = 0;

  async function newcomers(): Promise<void> {
    while (isOn) {
      const customer = await acked(faults, () => register(programs));
      if (customer) customers.push(customer);
      await sleep(pauseMs);
    }
  }
  async function addressKeepers(): Promise<void> {
    while (isOn) {
      const known = customers.at(-1);
      if (!known) await sleep(pauseMs);
      const customer = known && (await acked(faults, () => logIn(programs, known.mobile, known.password)));
      for (let n = 0; customer && isOn && n < addressesEach; n++) {
        const street = `示例路${++streets}号`;
        const { mobile } = customer;
        const input = { receiver: '示例收件', mobile, regionCode: '110101', region: ['北京市', '东城区'], street };
        if (await acked(faults, () => customer.ask('addresses.add', input))) addresses.set(street, customer);
        await sleep(pauseMs);
      }
    }
  }
  async function applicants(): Promise<void> {
    let customer: Customer | undefined;
    while (isOn) {
      customer ??= await acked(faults, () => register(programs));
      const who = customer;
      if (!who) continue;
      const number = await acked(faults, () => apply(programs, who, serial));
      if (number !== undefined) orders.set(number, { customer: who, isCancelled: false });
      // One that was not answered may be there all the same, and would keep the UKey.
      const open = await acked(faults, () => who.ask('orders.list', {}));
      for (const { number: left } of open?.items.filter(({ status }) => status === 'in_review') ?? []) {
        const done = await acked(faults, () => who.ask('orders.cancel', { numbers: [left] }));
        const order = orders.get(left);
        if (order && done?.results[0]?.isCancelled) order.isCancelled = true;
      }
    }
  }
  const lanes = [newcomers(), addressKeepers(), applicants()];
  return {
    ledger,
    async stop() {
      isOn = false;
      await Promise.all(lanes);
    },
  };
}
