import pg from 'pg';
import { ReadOnlyHost } from './faults.ts';
import { PreparingClient } from './prepared.ts';

type Connected = (error: Error | null | undefined, client?: unknown) => void;

/**
 * A client class for `pg.Pool` that asks the hosts of `urls` in turn, as libpq does (33.1.1.3): all connections go to the one that answered last,
 * until it does not. With `mustWrite` a host that takes no writes is as good as one that does not answer.
 */
export function clientOf(urls: readonly string[], mustWrite: boolean): typeof pg.Client {
  let current = 0;
  return class HostClient extends PreparingClient {
    readonly #host = current;

    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: urls[current] ?? '' });
    }

    /** Many fail at once: only the first of them goes on to the next host. */
    #failed(): void {
      if (this.#host === current) current = (current + 1) % urls.length;
    }

    override connect = ((told?: Connected) => {
      const connecting = this.#connect();
      if (told === undefined) return connecting;
      connecting.then(
        () => told(null, this),
        (error: unknown) => told(error instanceof Error ? error : new Error('the database cannot be reached')),
      );
      return undefined;
    }) as typeof pg.Client.prototype.connect;

    async #connect(): Promise<void> {
      try {
        await super.connect();
        if (!mustWrite) return;
        const { rows } = await this.query<{ transaction_read_only: string }>('show transaction_read_only');
        if (rows[0]?.transaction_read_only !== 'off') throw new ReadOnlyHost();
      } catch (error) {
        this.#failed();
        // The pool forgets a client that did not connect, also one whose connection stands.
        this.on('error', () => undefined);
        this.end().catch(() => undefined);
        throw error;
      }
    }
  } as typeof pg.Client;
}
