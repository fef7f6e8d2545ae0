import { setTimeout as sleep } from 'node:timers/promises';

/** One act, asked for until it is answered, by a key that is its own. */
export interface Ack {
  readonly key: string;
  readonly node: number;
  /** When the request that was answered was sent, `performance.now()`. */
  readonly sentAt: number;
  readonly at: number;
}

export interface Load {
  readonly acks: readonly Ack[];
  /** Answers that no customer should get, at most a few. */
  readonly faults: readonly string[];
  /** Resolves when every node answered an act that was sent after `since`. @returns how many milliseconds after it the last of them answered */
  recovered(since: number, timeoutMs: number): Promise<number>;
  /** Lets each lane finish its act, however long that takes. */
  stop(): Promise<void>;
}

export interface Target {
  /** Origins of the integrators' side of each node. */
  readonly nodes: readonly string[];
  readonly secret: string;
  /** A UKey for each lane: how many there are is how many lanes there are. */
  readonly serials: readonly string[];
}

const answerMs = 15_000;
const pauseMs = 40;

/**
 * Programs that report a UKey lost, and found again, one act after the other: the same Idempotency-Key is sent again, to another node too,
 * until one says that it is done; every fourth act is sent to two nodes at once.
 */
export function startLoad({ nodes, secret, serials }: Target): Load {
  const acks: Ack[] = [];
  const faults: string[] = [];
  let isOn = true;

  async function send(node: number, key: string, body: string): Promise<number> {
    const sentAt = performance.now();
    try {
      const response = await fetch(`${nodes[node]}/api/v1.ukeys.setStatus`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'idempotency-key': key },
        body,
        signal: AbortSignal.timeout(answerMs),
      });
      const said = await response.text();
      if (response.status === 200) acks.push({ key, node, sentAt, at: performance.now() });
      else if (![429, 503].includes(response.status) && faults.length < 20) faults.push(`${response.status} ${said}`);
      return response.status;
    } catch {
      return 0;
    }
  }
  async function lane(serial: string, of: number): Promise<void> {
    for (let n = 0; isOn; n += 1) {
      const key = `lane-${of}-${n}`;
      const body = JSON.stringify({ serial, status: n % 2 === 0 ? 'lost' : 'active', reason: key });
      const first = (n + of) % nodes.length;
      const also = n % 4 === 3 ? send((first + 1) % nodes.length, key, body) : undefined;
      for (let tries = 0; (await send((first + tries) % nodes.length, key, body)) !== 200; tries += 1) await sleep(100);
      await also;
      await sleep(pauseMs);
    }
  }
  const lanes = serials.map(lane);
  return {
    acks,
    faults,
    async recovered(since, timeoutMs) {
      const until = since + timeoutMs;
      for (;;) {
        const firsts = nodes.map((_, node) => acks.find((ack) => ack.node === node && ack.sentAt >= since));
        if (firsts.every((ack) => ack !== undefined)) return Math.max(...firsts.map((ack) => ack?.at ?? 0)) - since;
        if (performance.now() > until) throw new Error(`no service after ${timeoutMs / 1000} s: ${faults.join('; ')}`);
        await sleep(50);
      }
    },
    async stop() {
      isOn = false;
      await Promise.all(lanes);
    },
  };
}
