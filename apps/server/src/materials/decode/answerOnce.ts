import { writeFileSync } from 'node:fs';
import { type Answer, type Decoded, DecodeFault } from './answer.ts';

/** What a decoding child does: one file in, one answer out, then it ends. */
export function answerOnce(decode: (bytes: Buffer) => Promise<Decoded>): void {
  process.once('message', (message: Buffer) => {
    preferAsVictim();
    void answer(decode, Buffer.from(message)).then((said) =>
      process.send?.(said, undefined, undefined, () => process.disconnect()),
    );
  });
}

async function answer(decode: (bytes: Buffer) => Promise<Decoded>, bytes: Buffer): Promise<Answer> {
  try {
    return { decoded: await decode(bytes) };
  } catch (error) {
    if (error instanceof DecodeFault) return { refused: error.code, inside: error.message };
    return { refused: 'material_broken', inside: String(error) };
  }
}

/** When memory runs out, Linux shall end this process and not the server. */
function preferAsVictim(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // A hardened system may forbid it; the parent's limit still holds.
  }
}
