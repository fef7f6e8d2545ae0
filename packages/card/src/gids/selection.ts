import { NOTHING, Refusal, status } from '../applet/status.ts';
import { readTlvs, tlv } from '../iso/tlv.ts';
import { filesOf, publicKeyTemplate } from './files.ts';
import { beginSession, containerOf, type GidsCommand } from './session.ts';

/** A000000397425446 59: GIDS; 02 01 behind it: version 2. */
const AID = 'a00000039742544659';
const FULL_AID = Buffer.from(`${AID}0201`, 'hex');

/** SELECT by name answers the application's template; our own file ids are taken without one. */
export const select: GidsCommand = (chip, { p1, p2, data }) => {
  const name = Buffer.from(data).toString('hex');
  if (p1 === 4) {
    if (name !== AID && !FULL_AID.toString('hex').startsWith(name)) throw new Refusal(status.fileNotFound);
    if (name.length < AID.length) throw new Refusal(status.fileNotFound);
    Object.assign(chip.session, beginSession(), { isSelected: true });
    return tlv('61', tlv('4f', FULL_AID), tlv('73', tlv('40', Buffer.of(0xb2))));
  }
  const isOurs = name === '3fff' || (name.startsWith('b0') && name.length === 4);
  if (!chip.session.isSelected || p1 !== 0 || p2 !== 0x0c || !isOurs) throw new Refusal(status.fileNotFound);
  return NOTHING;
};

/** GET DATA: 5C names a data object of the EF in P1 and P2; 70 asks for the public key of a container. No log-in needed. */
export const getData: GidsCommand = (chip, { p1, p2, data }) => {
  const asked = readTlvs(data);
  const file = Buffer.of(p1, p2).toString('hex');
  const key = asked.get('70');
  if (key !== undefined && file === '3fff') {
    const reference = readTlvs(key).get('84')?.[0] ?? 0;
    return publicKeyTemplate(containerOf(chip, reference));
  }
  const object = Buffer.from(asked.get('5c') ?? NOTHING).toString('hex');
  const found = filesOf(chip.state).get(`${file} ${object}`);
  if (found === undefined) throw new Refusal(status.notFound);
  return tlv(object, found);
};
