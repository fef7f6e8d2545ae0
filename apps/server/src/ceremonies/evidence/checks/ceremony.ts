import { proofMessage } from '@jiesuo/ceremony';
import { verifySignature } from '@jiesuo/certificate';
import { methodWords, promptWords } from '@jiesuo/contract';
import { EvidenceFault } from '../fault.ts';
import { certificateOf } from './certificate.ts';
import { type Check, isInOrder, mustBe, open, proven } from './told.ts';
import { ticketOf, walk } from './walk.ts';

export const checkTicket: Check = (opened) => {
  const { bundle } = opened;
  const tickets = bundle.legs.map((leg) => ticketOf(opened, leg).ticket);
  const last = tickets.at(-1);
  if (!last) throw new EvidenceFault('凭证中没有票据', 'The evidence holds no ticket');
  const approvedAt =
    bundle.v === 2
      ? [...bundle.decisions, ...bundle.seconds]
          .map(({ at }) => at)
          .toSorted()
          .at(-1)
      : '';
  mustBe(
    isInOrder(approvedAt ?? '', last.issuedAt, bundle.completedAt),
    '票据的签发时间不在批准与完成之间',
    'The ticket was not issued between the approval and the completion',
  );
  const method = methodWords[bundle.method ?? 'gmt0017'];
  return proven(
    `票据由门户签发，只准为本订单重置本KEY；重置方式：${method.zh}`,
    `The portal's ticket lets this order reset this UKey and nothing else. Method: ${method.en}`,
  );
};

export const checkTranscript: Check = (opened) => {
  const { messages } = walk(opened);
  const { length } = opened.bundle.legs;
  return proven(
    `${length} 段过程共 ${messages} 条消息，签名与次序都正确`,
    `${messages} messages in ${length} legs, each signed and in its place`,
  );
};

export const checkPrompt: Check = (opened) => {
  const { prompt } = opened.bundle;
  const told = walk(opened).prompt;
  if (!prompt && opened.bundle.v === 1)
    return open(
      '早期版本的凭证不含密码输入方式',
      'Evidence of the first version does not tell where the PIN was typed',
    );
  mustBe(
    prompt !== undefined && prompt.demanded === told?.demanded && prompt.used === told.used,
    '凭证所写的密码输入方式与消息不一致',
    'The evidence names another place where the PIN was typed than its messages',
  );
  const typed = promptWords(prompt);
  return proven(`新密码输入方式：${typed.zh}`, `New PIN typed in: ${typed.en}`);
};

export const checkProof: Check = (opened) => {
  const { proof } = walk(opened);
  if (!proof) throw new EvidenceFault('凭证中没有KEY的持有证明', 'The evidence holds no proof of possession');
  const signed = proofMessage(opened.bundle.ceremony, proof.nonce, proof.message.previous);
  mustBe(
    verifySignature(certificateOf(opened), signed, Buffer.from(proof.message.signature, 'base64url')),
    'KEY的签名不正确，不能证明重置成功',
    "The UKey's signature is wrong and proves nothing",
  );
  return proven(
    'KEY以证书的私钥对本次过程签名，签名正确：新密码已可使用，持有的是同一证书',
    "The UKey signed this very ceremony with its certificate's key: the new PIN works and the certificate is the same",
  );
};

export const checkReceipt: Check = (opened) => {
  const { receipt } = walk(opened);
  const { order, completedAt } = opened.bundle;
  mustBe(
    receipt?.order === order && receipt.completedAt === completedAt,
    '服务器的回执与凭证不一致',
    "The server's receipt differs from the evidence",
  );
  return proven(
    `服务器回执：订单 ${order} 于 ${completedAt} 完成`,
    `The server's receipt: order ${order}, completed at ${completedAt}`,
  );
};
