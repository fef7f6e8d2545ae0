import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type AssuanAnswer, AssuanFault, commandLine, createAnswerReader } from './assuan.ts';

/** A running dialog program that speaks Assuan on its standard input and output. */
export interface Conversation {
  /** Sends one command and waits for its answer. @throws {AssuanFault} when the program says nonsense, goes silent or dies. */
  command(name: string, text?: string, waitMs?: number): Promise<AssuanAnswer>;
  /** Ends the program. Never throws. */
  end(): void;
}

const QUICK_MS = 10_000;
const BYE_MS = 500;

/** Starts `path` and waits for its greeting. @throws {AssuanFault} */
export async function converse(path: string, environment: Readonly<Record<string, string>>): Promise<Conversation> {
  const child: ChildProcessWithoutNullStreams = spawn(path, [], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const reader = createAnswerReader();
  let waiting: { resolve: (answer: AssuanAnswer) => void; reject: (fault: Error) => void } | undefined;
  let isOver = false;

  const fail = (inside: string): void => {
    isOver = true;
    reader.wipe();
    const waits = waiting;
    waiting = undefined;
    waits?.reject(new AssuanFault(inside));
    child.kill('SIGKILL');
  };
  child.on('error', () => fail('it cannot be started'));
  child.on('exit', () => fail('it ended'));
  child.stdin.on('error', () => fail('it does not listen'));
  child.stdout.on('error', () => fail('it does not speak'));
  // Toolkits write their complaints there; nobody reads them, but a full pipe would stop the dialog.
  child.stderr.resume();
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      const answer = reader.feed(chunk);
      if (answer === undefined) return;
      if (waiting === undefined) {
        if (answer.isOk) answer.data.fill(0);
        fail('an answer to nothing');
        return;
      }
      waiting.resolve(answer);
      waiting = undefined;
    } catch {
      fail('nonsense');
    }
  });

  const answered = (waitMs: number): Promise<AssuanAnswer> =>
    new Promise((resolve, reject) => {
      if (isOver) {
        reject(new AssuanFault('it ended'));
        return;
      }
      const timer = setTimeout(() => fail('it is silent'), waitMs);
      waiting = {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: (fault) => {
          clearTimeout(timer);
          reject(fault);
        },
      };
    });

  const greeting = await answered(QUICK_MS);
  if (!greeting.isOk) {
    fail('it greets with an error');
    throw new AssuanFault('it greets with an error');
  }
  return {
    command(name, text, waitMs = QUICK_MS) {
      const answer = answered(waitMs);
      if (!isOver) child.stdin.write(commandLine(name, text));
      return answer;
    },
    end() {
      if (isOver) return;
      // While its dialog stands a pinentry reads nothing: only killing takes the dialog away.
      if (waiting !== undefined) {
        fail('it was taken away');
        return;
      }
      isOver = true;
      child.stdin.end('BYE\n');
      setTimeout(() => child.kill('SIGKILL'), BYE_MS).unref();
    },
  };
}
