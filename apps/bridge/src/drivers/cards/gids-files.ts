import { inflateSync } from 'node:zlib';
import { CardFault, type Transmit } from '@jiesuo/ceremony';
import { LARGEST_CERTIFICATE_BYTES } from '@jiesuo/certificate';
import { ask, send } from './iso.ts';
import { type CardKey, cardKey } from './keys.ts';
import { tlv, valueAt } from './tlv.ts';

/** Sizes of the minidriver's records as GIDS cards keep them (OpenSC card-gids.h). */
const FILE_RECORD = 28;
const CONTAINER_RECORD = 86;
const CONTAINERS_MAX = 16;
const FIRST_KEY = 0x81;

/** GET DATA: one data object of an EF; undefined where there is none. */
export async function readObject(transmit: Transmit, file: number, object: string): Promise<Buffer | undefined> {
  const asked = tlv('5c', Buffer.from(object, 'hex'));
  const { sw, data } = await send(transmit, [0x00, 0xcb, file >> 8, file & 0xff], asked, 0);
  return sw === '9000' ? valueAt(data, object) : undefined;
}

/** The card id, lower-case hex: what a GIDS card has for a serial number. @throws {CardFault} when there is none. */
export async function cardId(transmit: Transmit): Promise<string> {
  const data = await ask(transmit, 'GetData', [0x00, 0xcb, 0xa0, 0x12], Buffer.from('5c02df20', 'hex'), 0);
  const id = valueAt(data, 'df20');
  if (!id || id.length === 0 || id.length > 32) throw new CardFault('GetData', '6a88');
  return id.toString('hex');
}

/** Every container with a certificate: `mscp\ksc00` over its signing key, else `mscp\kxc00` over its exchange key. */
export async function readKeys(transmit: Transmit): Promise<readonly CardKey[]> {
  const master = (await readObject(transmit, 0xa000, 'df1f')) ?? Buffer.alloc(0);
  const files = filesOf(master);
  const map = await readFile(transmit, files, 'mscp/cmapfile');
  const found: CardKey[] = [];
  for (let index = 0; index < CONTAINERS_MAX && (index + 1) * CONTAINER_RECORD <= (map?.length ?? 0); index += 1) {
    const suffix = index.toString(16).toUpperCase().padStart(2, '0');
    const file =
      (await readFile(transmit, files, `mscp/ksc${suffix}`)) ?? (await readFile(transmit, files, `mscp/kxc${suffix}`));
    const der = file && certificateIn(file);
    const key = der && cardKey((FIRST_KEY + index).toString(16), der);
    if (key) found.push(key);
  }
  return found;
}

interface Place {
  readonly file: number;
  readonly object: string;
}

/** The master file: 01, then records of directory (9 bytes), name (9), 2 of padding, object and file as 32-bit little-endian numbers. */
function filesOf(master: Buffer): ReadonlyMap<string, Place> {
  const files = new Map<string, Place>();
  for (let at = 1; at + FILE_RECORD <= master.length; at += FILE_RECORD) {
    const text = (from: number) => master.toString('latin1', at + from, at + from + 9).replace(/\0.*$/s, '');
    const object = master
      .readUInt16LE(at + 20)
      .toString(16)
      .padStart(4, '0');
    files.set(`${text(0)}/${text(9)}`, { object, file: master.readUInt16LE(at + 24) });
  }
  return files;
}

async function readFile(
  transmit: Transmit,
  files: ReadonlyMap<string, Place>,
  name: string,
): Promise<Buffer | undefined> {
  const place = files.get(name);
  return place && readObject(transmit, place.file, place.object);
}

/** 01 00, the certificate's length as 16-bit little-endian number, zlib. Undefined for anything else. */
function certificateIn(file: Buffer): Buffer | undefined {
  if (file.length < 5 || file[0] !== 1 || file[1] !== 0) return undefined;
  try {
    return inflateSync(file.subarray(4), { maxOutputLength: LARGEST_CERTIFICATE_BYTES });
  } catch {
    return undefined;
  }
}
