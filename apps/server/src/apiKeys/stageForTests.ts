import { guardsOf, type Scope } from '@jiesuo/contract';
import type { Trial } from '../trial.ts';

/** A program with a key that has these scopes, agreed to by whom they need, as a visitor of its side; each act under an Idempotency-Key of its own. */
export async function program(
  t: Trial,
  scopes: readonly Scope[],
  more: { allowList?: string[]; perMinute?: number } = {},
) {
  const administrator = await t.staff('administrator');
  const { id, secret } = await administrator.ok('apiKeys.create', { name: '客服系统', scopes: [...scopes], ...more });
  const [guard] = guardsOf(scopes);
  if (guard) await (await t.staff(guard)).ok('apiKeys.settle', { id, decision: 'approve', reason: '已核对用途' });
  const visitor = t.api.visitor();
  visitor.headers['origin'] = undefined;
  visitor.headers['authorization'] = `Bearer ${secret}`;
  let acts = 0;
  const named = (key = `test-${acts++}`) => {
    visitor.headers['idempotency-key'] = key;
    return visitor;
  };
  return { id, secret, administrator, visitor, named };
}
