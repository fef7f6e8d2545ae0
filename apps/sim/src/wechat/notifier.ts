import { randomBytes } from 'node:crypto';
import { accounts } from '../keys/accounts.ts';
import type { Notice, Sent } from '../notices/notice.ts';
import type { Notifier } from '../notices/notices.ts';
import type { Parts } from '../trades/parts.ts';
import { signerFor, wrongly } from './door.ts';
import { seal } from './resource.ts';
import { chinaTime, refundState, tradeShape } from './shape.ts';
import { proofOf } from './signature.ts';

const [minute, hour] = [60, 3600];
/** 15 tries after the first, over 24 h 4 min. */
const scheduleSeconds = [
  15,
  15,
  30,
  3 * minute,
  10 * minute,
  20 * minute,
  30 * minute,
  30 * minute,
  30 * minute,
  hour,
  3 * hour,
  3 * hour,
  3 * hour,
  6 * hour,
  6 * hour,
];
const summaries: Readonly<Record<string, string>> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
};

/** Notifications as APIv3 sends them: the content sealed under the merchant's APIv3 key, each delivery signed anew. */
export const notifier = (parts: Parts): Notifier => ({
  scheduleSeconds,
  isThanked: ({ status }) => status === 200 || status === 204,
  compose(one, fault): Sent {
    const content = wronged(contentOf(parts, one), fault);
    const nonce = randomBytes(6).toString('hex');
    const original = one.refund === undefined ? 'transaction' : 'refund';
    const body = JSON.stringify({
      id: one.id,
      create_time: chinaTime(one.madeAt),
      resource_type: 'encrypt-resource',
      event_type: one.event,
      summary: summaries[one.event],
      resource: {
        original_type: original,
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: seal(JSON.stringify(content), Buffer.from(parts.keys.secrets.wechatApiV3), nonce, original),
        associated_data: original,
        nonce,
      },
    });
    // While a merchant migrates, either key signs.
    const asked = one.attempts % 2 === 0 ? accounts.wechat.publicKeyId : '';
    const proof = proofOf(body, { ...signerFor(parts, asked), ...wrongly(parts, fault) });
    return { headers: { ...proof, 'Content-Type': 'application/json', 'User-Agent': 'Mozilla/4.0' }, body };
  },
});

interface Content {
  readonly mchid: string;
  readonly amount: { readonly total: number };
}

function contentOf({ book }: Parts, one: Notice): Content {
  const trade = book.trade('wechat', one.number);
  if (!trade) throw new Error('a notification of no trade');
  if (one.refund === undefined) return { ...tradeShape(trade, []) };
  const refund = book.refund('wechat', one.refund);
  if (!refund) throw new Error('a notification of no refund');
  return {
    mchid: accounts.wechat.mchId,
    out_trade_no: trade.number,
    transaction_id: trade.reference,
    out_refund_no: refund.refund,
    refund_id: refund.reference,
    refund_status: refundState(refund),
    ...(refund.doneAt && { success_time: chinaTime(refund.doneAt) }),
    user_received_account: '支付用户零钱',
    amount: {
      total: trade.amountFen,
      refund: refund.amountFen,
      payer_total: trade.amountFen,
      payer_refund: refund.amountFen,
    },
  } as Content;
}

/** Correctly signed, and not what was agreed. */
function wronged(content: Content, fault: string | undefined): Content {
  if (fault === 'notice_wrong_amount')
    return { ...content, amount: { ...content.amount, total: content.amount.total + 1 } };
  if (fault === 'notice_other_merchant') return { ...content, mchid: '1900000999' };
  if (fault === 'notice_other_app' && 'appid' in content) return { ...content, appid: 'wx0000000000other9' } as Content;
  return content;
}
