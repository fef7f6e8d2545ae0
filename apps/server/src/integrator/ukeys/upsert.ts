import { handle } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { keepUkeys } from '../../ukeys/import.ts';
import { judgeRecord } from '../../ukeys/parseImport.ts';

/** The same judgement and the same keeping as an import of one line. */
export const upsert = handle('v1.ukeys.upsert', (input, { ctx, now, write }) => {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const ukey = judgeRecord(given, ctx.models.models());
  // The fault names its column first, and never the value.
  if (typeof ukey === 'string')
    throw new Refusal('invalid_input', { fields: [{ path: ukey.split(':')[0] ?? '', code: 'wrong_type' }] });
  return write(async (trx, leaf) => {
    const { imported, weak, shared } = await keepUkeys(trx, ctx, [ukey], now);
    leaf({ subject: ukey.serial, detail: { isNew: imported === 1, fingerprint: ukey.certificate.fingerprint } });
    return { serial: ukey.serial, isNew: imported === 1, isWeak: weak === 1, isShared: shared === 1 };
  });
});
