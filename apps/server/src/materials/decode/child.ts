import { fileTypeFromBuffer } from 'file-type';
import { type Decoded, DecodeFault } from './answer.ts';
import { answerOnce } from './answerOnce.ts';

/** Entry of the child process; started by `decode.ts` only. */
answerOnce(decodeByContent);

/** The content decides, never the name; each decoder is loaded only for its own kind. */
async function decodeByContent(bytes: Buffer): Promise<Decoded> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  if (found === 'image/jpeg' || found === 'image/png') return (await import('./image.ts')).decodeImage(bytes, found);
  if (found === 'application/pdf') return (await import('./pdf.ts')).decodePdf(bytes);
  throw new DecodeFault('material_kind_refused', found ?? 'unknown content');
}
