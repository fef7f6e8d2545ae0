import { gunzipSync } from 'node:zlib';
import { CardFault, type Transmit } from '@jiesuo/ceremony';
import { LARGEST_CERTIFICATE_BYTES } from '@jiesuo/certificate';
import { send } from './iso.ts';
import { type CardKey, cardKey } from './keys.ts';
import { tlv, valueAt } from './tlv.ts';

/** Slots that sign, and where their certificates lie (SP 800-73-4 part 1 table 3). */
const SLOTS = [
  ['9a', '5fc105'],
  ['9c', '5fc10a'],
] as const;

/** A YubiKey's serial number in decimal; of other cards the GUID of the CHUID, lower-case hex. @throws {CardFault} for a card with neither. */
export async function serialNumber(transmit: Transmit): Promise<string> {
  const { sw, data } = await send(transmit, [0x00, 0xf8, 0x00, 0x00], Buffer.alloc(0), 0);
  if (sw === '9000' && data.length === 4) return String(data.readUInt32BE(0));
  const guid = valueAt((await readObject(transmit, '5fc102')) ?? Buffer.alloc(0), '34');
  if (guid?.length !== 16 || guid.every((byte) => byte === 0)) throw new CardFault('GetData', '6a88');
  return guid.toString('hex');
}

/** The keys of 9A and 9C that have a certificate. */
export async function readKeys(transmit: Transmit): Promise<readonly CardKey[]> {
  const found: CardKey[] = [];
  for (const [slot, object] of SLOTS) {
    const content = await readObject(transmit, object);
    const der = content && certificateIn(content);
    const key = der && cardKey(slot, der);
    if (key) found.push(key);
  }
  return found;
}

/** Tries left and at most, of PIN (80) or PUK (81), from a YubiKey's GET METADATA (5.3 and later). Null where the card does not tell. */
export async function triesByMetadata(
  transmit: Transmit,
  reference: number,
): Promise<{ readonly left: number; readonly max: number } | null> {
  const { sw, data } = await send(transmit, [0x00, 0xf7, 0x00, reference], Buffer.alloc(0), 0);
  const counters = sw === '9000' ? valueAt(data, '06') : undefined;
  const [max, left] = counters ?? [];
  return max === undefined || left === undefined || left > max ? null : { left, max };
}

/** GET DATA; what stands in its 53. */
async function readObject(transmit: Transmit, object: string): Promise<Buffer | undefined> {
  const asked = tlv('5c', Buffer.from(object, 'hex'));
  const { sw, data } = await send(transmit, [0x00, 0xcb, 0x3f, 0xff], asked, 0);
  return sw === '9000' ? valueAt(data, '53') : undefined;
}

/** 70 the certificate, 71 whether it is compressed by gzip (SP 800-73-4 part 1 appendix A). */
function certificateIn(content: Buffer): Buffer | undefined {
  const certificate = valueAt(content, '70');
  const isCompressed = ((valueAt(content, '71')?.[0] ?? 0) & 1) === 1;
  if (!certificate || !isCompressed) return certificate;
  try {
    return gunzipSync(certificate, { maxOutputLength: LARGEST_CERTIFICATE_BYTES });
  } catch {
    return undefined;
  }
}
