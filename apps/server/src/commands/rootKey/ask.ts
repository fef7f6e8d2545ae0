import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** What is typed is not shown: a share stays its custodian's. */
const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Lines as a person types them, or as they come through a pipe. `prompt` goes to the terminal. */
export async function* linesTyped(prompt: () => string): AsyncGenerator<string> {
  const isTerminal = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output: silent(), terminal: isTerminal });
  try {
    process.stderr.write(prompt());
    for await (const line of lines) {
      if (isTerminal) process.stderr.write('\n');
      if (line.trim() !== '') yield line.trim();
      process.stderr.write(prompt());
    }
  } finally {
    lines.close();
  }
}
