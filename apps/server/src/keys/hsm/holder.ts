import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { StartFault } from '../../startFault.ts';
import type { Holder } from '../root/holder.ts';
import { readSecretFile } from '../store.ts';
import type { HsmSettings } from './settings.ts';
import { type Answer, type Ask, HsmFault } from './words.ts';

/** An HSM across a network answers in well under a second; a library that waits for one that is gone may wait for ever. */
const answerMsMost = 10_000;
const heapMegabytes = 128;

type Waiting = { readonly done: (value: unknown) => void; readonly fail: (fault: HsmFault) => void };

/** Wrapping keys that are made in an HSM and never leave it, by PKCS#11. What is asked throws {HsmFault}. */
export function holdHsmKeys(settings: HsmSettings): Holder {
  let child: ChildProcess | undefined;
  let refusedPin: string | undefined;
  let ids = 0;
  const waiting = new Map<number, Waiting>();

  function start(): ChildProcess {
    const fresh = fork(join(import.meta.dirname, 'child.ts'), [], {
      execArgv: [`--max-old-space-size=${heapMegabytes}`, '--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      // What a library prints goes nowhere.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    fresh.on('message', (message: Answer) => {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if ('value' in message) one?.done(message.value);
      else one?.fail(new HsmFault(message.fault, message.detail));
      if ('fault' in message || message.value === undefined) forget(fresh);
    });
    fresh.on('error', () => forget(fresh));
    fresh.on('exit', () => forget(fresh));
    fresh.send({ settings });
    return fresh;
  }

  /** The next question starts another. */
  function forget(gone: ChildProcess): void {
    if (child !== gone) return;
    child = undefined;
    for (const [id, { fail }] of waiting) {
      waiting.delete(id);
      fail(new HsmFault('away', 'ended'));
    }
  }

  async function ask(what: Ask): Promise<unknown> {
    // A token counts wrong PINs and locks itself: the same file is tried once.
    if (refusedPin !== undefined && refusedPin === readSecretFile(settings.pinFile)) throw new HsmFault('pin', 'again');
    if (readSecretFile(settings.pinFile) === undefined)
      throw new StartFault(
        `找不到 HSM 的 PIN 文件 ${settings.pinFile}`,
        `the PIN file ${settings.pinFile} of the HSM does not exist`,
      );
    child ??= start();
    const asked = child;
    const id = ++ids;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((done, fail) => {
        waiting.set(id, { done, fail });
        timer = setTimeout(() => {
          asked.kill('SIGKILL');
          forget(asked);
        }, answerMsMost);
        asked.send({ ...what, id });
      });
    } catch (fault) {
      if (fault instanceof HsmFault && fault.kind === 'pin') refusedPin = readSecretFile(settings.pinFile);
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    kind: 'hsm',
    async wrap(key, root) {
      const wrapped = await ask({ ask: 'wrap', key, root });
      if (typeof wrapped !== 'string') throw new StartFault('HSM 中没有这把密钥', 'the HSM has no such key');
      return wrapped;
    },
    async unwrap(key, wrapped) {
      const root = await ask({ ask: 'unwrap', key, wrapped });
      return root instanceof Uint8Array ? Buffer.from(root) : undefined;
    },
    async keys() {
      const keys = await ask({ ask: 'keys' });
      return Array.isArray(keys) ? keys.map(String) : [];
    },
    make: async () => String(await ask({ ask: 'make' })),
    close() {
      const gone = child;
      child = undefined;
      gone?.disconnect();
    },
  };
}
