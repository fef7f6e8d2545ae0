import type { Db, Trx } from '../context.ts';
import { personalKeyId } from '../personal/personal.ts';
import { StartFault } from '../startFault.ts';
import { keyIdOf } from './envelope.ts';

/**
 * Refuses a root key that cannot open what is stored: what a server wrote under it, the right key could not open later.
 * @throws {StartFault}
 */
export async function checkRootKey(db: Db | Trx, root: Buffer): Promise<void> {
  const oneOf = await Promise.all([
    db.selectFrom('accounts').select('contact_sealed as sealed').limit(1).executeTakeFirst(),
    db
      .selectFrom('staff')
      .select('totp_sealed as sealed')
      .where('totp_sealed', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
    db.selectFrom('sms_messages').select('mobile_sealed as sealed').limit(1).executeTakeFirst(),
  ]);
  const id = personalKeyId(root);
  if (oneOf.every((row) => !row?.sealed || keyIdOf(row.sealed) === id)) return;
  throw new StartFault(
    '主密钥与数据库中已加密的数据不符，请恢复原来的主密钥',
    'the master key is not the one that the stored data was sealed with; restore that key',
  );
}
