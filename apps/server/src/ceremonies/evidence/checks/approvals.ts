import { riskRules } from '@jiesuo/contract';
import { risksDigest } from '../risks.ts';
import { type Check, ifTold, isInOrder, mustBe, open, proven } from './told.ts';

/** The reviews in their order; the last one approved. */
export const checkDecisions = ifTold('每次审核的记录', 'each review', ({ decisions, orderedAt, completedAt }) => {
  const last = decisions.at(-1);
  mustBe(last?.decision === 'approve', '凭证中没有审核通过的决定', 'The evidence holds no approval');
  const times = [orderedAt, ...decisions.map(({ at }) => at), completedAt];
  const isOrdered = isInOrder(...times) && decisions.every(({ round }, i) => round === i + 1);
  mustBe(isOrdered, '审核记录的次序或时间不正确', 'The reviews are not in their order, or a time is impossible');
  return proven(
    `审核 ${decisions.length} 次，最后由 ${last.by.name} 于 ${last.at} 通过`,
    `${decisions.length} reviews, the last one approved by ${last.by.name} at ${last.at}`,
  );
});

/** Where a second approval was asked for: given, and by a person who had decided nothing of this order before. */
export const checkSeconds = ifTold('复核记录', 'second approvals', ({ seconds, decisions, completedAt }) => {
  const areTrue = seconds.every(({ round, first, askedAt, by, at }) => {
    const of = decisions.find((decision) => decision.round === round);
    return (
      of?.decision === 'approve' &&
      of.by.id === first.id &&
      by.id !== first.id &&
      isInOrder(of.at, askedAt, at, completedAt)
    );
  });
  mustBe(areTrue, '复核与审核的记录不相符', 'A second approval does not follow from its review');
  const last = decisions.at(-1);
  const final = seconds.filter(({ round }) => round === last?.round).at(-1);
  mustBe(!final || final.decision === 'approve', '最后一次复核没有通过', 'The last second review did not approve');
  const hasHands = decisions.some((decision) => decision.by.id === final?.by.id);
  mustBe(!hasHands, '复核人此前审核过本订单', 'Who gave the second approval had reviewed this order before');
  if (!final) return proven('本订单没有要求复核', 'No second approval was asked for');
  return proven(
    `由另一人 ${final.by.name} 于 ${final.at} 复核通过`,
    `Approved a second time by another person, ${final.by.name}, at ${final.at}`,
  );
});

/** In the copy of staff: what the rules saw is what was signed. */
export const checkRisks: Check = ({ bundle, file }) => {
  if (bundle.v === 1) return open('早期版本的凭证不含风险记录', 'Evidence of the first version does not tell risks');
  if (!file.staff)
    return open('风险记录已封存，由工作人员的副本打开', 'The risks are sealed; the copy of staff opens them');
  const { salt, risks } = file.staff;
  mustBe(
    risksDigest(bundle.order, { salt, risks }) === bundle.risks,
    '风险记录与签名的摘要不一致',
    'The risks are not those that were signed',
  );
  const rules = [...new Set(risks.map(({ rule }) => rule))];
  return proven(
    rules.length === 0 ? '没有触发风险规则' : `触发的风险规则：${rules.map((rule) => riskRules[rule].zh).join('、')}`,
    rules.length === 0
      ? 'No risk rule fired'
      : `Risk rules that fired: ${rules.map((rule) => riskRules[rule].en).join(', ')}`,
  );
};

/** A released secret stands only with the custodian's grant of that method. */
export const checkCustody: Check = ({ bundle }) => {
  const { custodian, method } = bundle;
  mustBe(
    method !== 'trusted_bridge' || custodian?.method === 'trusted_bridge',
    '管理员密码离开了服务器，凭证中却没有密钥管理员的批准',
    'An admin secret left the server, and the evidence holds no approval by the key custodian',
  );
  if (!custodian)
    return proven(
      '管理员密码没有离开服务器，无需密钥管理员批准',
      'No admin secret left the server: no custodian had to agree',
    );
  mustBe(
    isInOrder(custodian.at, bundle.completedAt),
    '密钥管理员的批准晚于重置',
    'The key custodian agreed after the reset',
  );
  const by = typeof custodian.by === 'string' ? custodian.by : custodian.by.name;
  return proven(
    `密钥管理员 ${by} 于 ${custodian.at} 批准，理由：${custodian.reason}`,
    `The key custodian ${by} agreed at ${custodian.at}: ${custodian.reason}`,
  );
};
