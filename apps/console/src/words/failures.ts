import type { FailureCode } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

/** Why a reset stopped, for the staff: what happened, in a few words. */
export const failures: Readonly<Record<FailureCode, Readonly<Record<Language, string>>>> = {
  ukey_missing: { zh: '没有找到KEY', en: 'No UKey was found' },
  ukey_differs: { zh: '插入的不是订单中的KEY', en: 'Another UKey than the one of the order' },
  certificate_differs: { zh: 'KEY中的证书与订单不一致', en: 'The certificate differs from the one of the order' },
  ukey_removed: { zh: '中途拔出KEY', en: 'The UKey was pulled out meanwhile' },
  ukey_busy: { zh: 'KEY被其他程序占用', en: 'Another program was using the UKey' },
  user_tries_low: { zh: 'CA密码剩余次数不足', en: 'Too few PIN tries were left' },
  admin_tries_low: { zh: '管理员密码剩余次数不足', en: 'Too few admin tries were left' },
  admin_secret_wrong: { zh: 'KEY没有接受管理授权', en: 'The UKey did not accept the authorisation' },
  admin_locked: { zh: '管理员密码已锁定', en: 'The admin PIN is locked' },
  mac_refused: { zh: 'KEY没有接受解锁指令', en: 'The UKey did not accept the unblock command' },
  challenge_stale: { zh: '授权超时作废', en: 'The authorisation timed out' },
  pin_refused: { zh: 'KEY没有接受新密码', en: 'The UKey did not accept the new PIN' },
  new_pin_not_accepted: { zh: '新密码未通过KEY校验', en: "The new PIN did not pass the UKey's check" },
  not_signed: { zh: '新密码已设置，KEY没有签名确认', en: 'The new PIN is set, but the UKey did not sign' },
  proof_wrong: { zh: '持有证明核对不通过', en: 'The proof of possession was wrong' },
  answer_refused: { zh: '证书助手拒绝了服务器的答复', en: "The bridge refused the server's answer" },
  time_out: { zh: '等待超时', en: 'Timed out' },
  cancelled: { zh: '经办人取消', en: 'Cancelled by the representative' },
  ukey_fault: { zh: 'KEY没有正常响应', en: 'The UKey did not answer as it should' },
};
