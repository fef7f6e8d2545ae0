import { createHash } from 'node:crypto';
import { NOTHING, Refusal, status } from '../applet/status.ts';
import { requireParameters } from '../iso/parameters.ts';
import { readTlvs, tlv } from '../iso/tlv.ts';
import { beginSession, type PivCommand } from './session.ts';
import type { PivState } from './state.ts';

/** NIST's RID, then the PIX of the PIV card application, version 1.0 (SP 800-73-4 part 1 §2.2). */
const AID = Buffer.from('a000000308000010000100', 'hex');
const RID_LENGTH = 5;
/** Yubico's own numbering. 5.2 is the last version without GET METADATA. */
const VERSION = Uint8Array.of(5, 2, 7);

export const select: PivCommand = (chip, { p1, data }) => {
  const isOurs = data.length >= RID_LENGTH && AID.subarray(0, data.length).equals(data);
  if (p1 !== 4 || !isOurs) throw new Refusal(status.fileNotFound);
  Object.assign(chip.session, beginSession(), { isSelected: true });
  return tlv('61', tlv('4f', AID.subarray(RID_LENGTH)), tlv('79', tlv('4f', AID.subarray(0, RID_LENGTH))));
};

/** GET DATA by BER-TLV tag (SP 800-73-4 part 2 §3.1.2). No log-in needed: a locked card must still tell whose it is. */
export const getData: PivCommand = ({ state }, apdu) => {
  requireParameters(apdu, 0x3f, 0xff);
  const object = Buffer.from(readTlvs(apdu.data).get('5c') ?? NOTHING).toString('hex');
  const found = objectOf(state, object);
  if (found === undefined) throw new Refusal(status.fileNotFound);
  return found;
};

export const getVersion: PivCommand = () => VERSION;

export const getSerial: PivCommand = ({ state }) => {
  const serial = Buffer.alloc(4);
  serial.writeUInt32BE(Number(state.serial));
  return serial;
};

function objectOf(state: PivState, object: string): Uint8Array | undefined {
  if (object === '7e') return tlv('7e', tlv('4f', AID), tlv('5f2f', Buffer.of(0x40, 0)));
  if (object === '5fc102') return tlv('53', ...holderId(state));
  if (object === '5fc105') return certificate(state, '9a');
  if (object === '5fc10a') return certificate(state, '9c');
  return undefined;
}

/** CHUID: FASC-N of a card that belongs to no agency, GUID, expiry, an empty signature, LRC (SP 800-73-4 part 1 §3.1.2). */
function holderId({ serial }: PivState): Buffer[] {
  const agency = Buffer.from('d4e739da739ced39ce739d836858210842108421c84210c3eb', 'hex');
  const expiry = Buffer.from('20991231');
  return [tlv('30', agency), tlv('34', guidOf(serial)), tlv('35', expiry), tlv('3e'), tlv('fe')];
}

/** 16 bytes that are always the same for one serial number, in the form of a UUID of version 4. */
function guidOf(serial: string): Buffer {
  const guid = createHash('sha256').update(`jiesuo piv ${serial}`).digest().subarray(0, 16);
  guid[6] = ((guid[6] ?? 0) & 0x0f) | 0x40;
  guid[8] = ((guid[8] ?? 0) & 0x3f) | 0x80;
  return guid;
}

function certificate({ containers }: PivState, slot: string): Uint8Array | undefined {
  const container = containers.find(({ name }) => name === slot);
  if (container === undefined) return undefined;
  const der = Buffer.from(container.signCertificate, 'base64');
  return tlv('53', tlv('70', der), tlv('71', Buffer.of(0)), tlv('fe'));
}
