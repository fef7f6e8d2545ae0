import { everySubject } from '@jiesuo/contract';
import type { StandIn } from './stand-in.ts';

/** A new fee as the demo's people publish one: by two of them. A draft that a broken-off start left behind is taken over. */
export async function chargeFrom(author: StandIn, second: StandIn, fen: number): Promise<void> {
  const text = { kind: 'fee', subject: everySubject };
  const left = (await author.do('texts.show', text)).draft?.revision ?? 0;
  const { revision } = await author.do('texts.save', { ...text, revision: left, content: { kind: 'fee', fen } });
  await author.do('texts.publish', { ...text, revision, note: '演示数据' });
  await second.do('texts.settle', { ...text, revision, decision: 'approve', reason: '演示数据' });
}
