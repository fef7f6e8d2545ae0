import { openPromise } from 'yauzl';
import { nameOf } from '../../../archive/entries.ts';
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
