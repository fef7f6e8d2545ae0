import { writeFileSync } from 'node:fs';
import { fileTypeFromBuffer } from 'file-type';
import { type Answer, type Decoded, DecodeFault } from './answer.ts';

/** Entry of the child process: one file in, one answer out, then it ends. Started by `decode.ts` only. */
process.once('message', (message: Buffer) => {
  preferAsVictim();
  void answer(Buffer.from(message)).then((said) =>
    process.send?.(said, undefined, undefined, () => process.disconnect()),
  );
});

async function answer(bytes: Buffer): Promise<Answer> {
  try {
    return { decoded: await decodeByContent(bytes) };
  } catch (error) {
    if (error instanceof DecodeFault) return { refused: error.code, inside: error.message };
    return { refused: 'material_broken', inside: String(error) };
  }
}

/** The content decides, never the name; each decoder is loaded only for its own kind. */
async function decodeByContent(bytes: Buffer): Promise<Decoded> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  if (found === 'image/jpeg' || found === 'image/png') return (await import('./image.ts')).decodeImage(bytes, found);
  if (found === 'application/pdf') return (await import('./pdf.ts')).decodePdf(bytes);
  throw new DecodeFault('material_kind_refused', found ?? 'unknown content');
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
