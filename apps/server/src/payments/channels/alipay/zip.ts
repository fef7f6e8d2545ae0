import { type Entry, openPromise } from 'yauzl';
import { GatewayFault } from '../channel.ts';

/** A day's bill has two tables. */
const entriesMost = 20;
/** Unpacked; a bomb says less of itself than it is, and yauzl stops it there. */
const bytesMost = 1024 * 1024 * 1024;

/**
 * The bytes of the table of details in a bill's archive, as a stream: its name ends in `.csv` and does not speak of totals (汇总).
 * @throws GatewayFault `malformed` when the file is no archive, holds too much or no such table.
 */
export async function* detailsIn(path: string): AsyncGenerator<Uint8Array> {
  try {
    const archive = await openPromise(path, { decodeStrings: false, autoClose: false });
    try {
      let seen = 0;
      for await (const entry of archive.eachEntry()) {
        if (++seen > entriesMost) throw new GatewayFault('malformed');
        if (!isDetails(nameOf(entry))) continue;
        if (entry.uncompressedSize > bytesMost) throw new GatewayFault('malformed');
        return yield* await archive.openReadStreamPromise(entry);
      }
    } finally {
      archive.close();
    }
  } catch (fault) {
    // yauzl's own words may quote what the archive says.
    throw fault instanceof GatewayFault ? fault : new GatewayFault('malformed');
  }
  throw new GatewayFault('malformed');
}

const isDetails = (name: string): boolean => name.endsWith('.csv') && !name.includes('汇总');

/** Names are GBK, unless the archive says that they are UTF-8 (APPNOTE 4.4.4, bit 11). */
const nameOf = ({ fileName, generalPurposeBitFlag: flags }: Entry): string =>
  new TextDecoder((flags & 0x800) === 0 ? 'gb18030' : 'utf-8').decode(Buffer.from(fileName));
