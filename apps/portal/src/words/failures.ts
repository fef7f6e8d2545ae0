import type { FailureCode } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

type Sentence = Readonly<Record<Language, string>>;

/** Why a reset stopped, and what to do: one sentence for each failure a bridge or the server can name. */
const failures: Readonly<Record<FailureCode, Sentence>> = {
  ukey_missing: {
    zh: '没有找到KEY。请插好KEY，再试一次。',
    en: 'No UKey was found. Please plug it in and try again.',
  },
  ukey_differs: {
    zh: '插入的不是订单中的KEY。请换成订单里的那一个，再试一次。',
    en: 'This is not the UKey of the order. Please plug in the right one and try again.',
  },
  certificate_differs: {
    zh: 'KEY中的证书与订单的不一致，已停止。请联系客服核对。',
    en: 'The certificate in the UKey differs from the one of the order, so it was stopped. Please contact support.',
  },
  ukey_removed: {
    zh: '办理过程中KEY被拔出。请插好KEY，再试一次。',
    en: 'The UKey was unplugged meanwhile. Please plug it in and try again.',
  },
  ukey_busy: {
    zh: 'KEY正被其他程序占用。请关闭投标、报税等正在使用KEY的程序，再试一次。',
    en: 'Another program is using the UKey. Please close it and try again.',
  },
  user_tries_low: {
    zh: 'KEY的CA密码剩余次数不足，为避免锁死已停止。请联系客服。',
    en: 'Too few PIN tries are left, so it was stopped to keep the UKey safe. Please contact support.',
  },
  admin_tries_low: {
    zh: 'KEY的管理员密码剩余次数不足，为避免KEY锁死已停止。请到服务网点办理。',
    en: 'Too few admin tries are left, so it was stopped to keep the UKey safe. Please visit a counter.',
  },
  admin_secret_wrong: {
    zh: 'KEY没有接受管理授权，已停止，不会再尝试。请联系客服处理。',
    en: 'The UKey did not accept the authorisation. It was stopped and is not tried again. Please contact support.',
  },
  admin_locked: {
    zh: 'KEY的管理员密码已锁定，不能在线重置。请到服务网点办理。',
    en: "The UKey's admin PIN is locked, so it cannot be reset online. Please visit a counter.",
  },
  mac_refused: {
    zh: 'KEY没有接受解锁指令，密码没有改变。请再试一次；仍不成功请联系客服。',
    en: 'The UKey refused the unblock command and the PIN is unchanged. Please try again; if it persists, contact support.',
  },
  challenge_stale: {
    zh: 'KEY等待时间过长，已停止。请关闭其他使用KEY的程序，再试一次。',
    en: 'The UKey waited too long and it was stopped. Please close other programs that use it and try again.',
  },
  pin_refused: {
    zh: '新密码不符合要求。请换一个不容易猜到的密码，再试一次。',
    en: 'The new PIN does not meet the rules. Please choose one that is harder to guess and try again.',
  },
  new_pin_not_accepted: {
    zh: 'KEY没有接受新密码。请再试一次，并准确输入新密码。',
    en: 'The UKey did not accept the new PIN. Please try again and type it carefully.',
  },
  not_signed: {
    zh: '新密码已写入，但KEY没有完成签名证明。请再试一次，系统会接着完成。',
    en: 'The new PIN is set, but the UKey did not sign the proof. Please try again; it goes on from there.',
  },
  proof_wrong: {
    zh: 'KEY的签名没有通过验证，已停止。请联系客服。',
    en: "The UKey's signature could not be verified, so it was stopped. Please contact support.",
  },
  answer_refused: {
    zh: '证书助手没有接受服务器的答复，已停止，KEY没有受到影响。请重新开始。',
    en: "The bridge did not accept the server's answer and stopped. The UKey is unharmed. Please start again.",
  },
  time_out: {
    zh: '操作超时，已停止。请检查网络，插好KEY，再试一次。',
    en: 'It took too long and was stopped. Please check the network, plug in the UKey and try again.',
  },
  cancelled: { zh: '您已在证书助手中取消。', en: "You cancelled it in the bridge's window." },
  ukey_fault: {
    zh: 'KEY返回了错误。请拔出KEY，等几秒再插好，然后再试一次。',
    en: 'The UKey reported an error. Unplug it, wait some seconds, plug it in and try again.',
  },
};
const unnamed: Sentence = {
  zh: '重置没有完成。请再试一次；仍不成功请联系客服。',
  en: 'The reset did not complete. Please try again; if it persists, contact support.',
};

/** Without a code (an attempt that ran out, a bridge that fell silent) there still is a sentence. */
export const failureSentence = (code: FailureCode | null, language: Language): string =>
  (code === null ? unnamed : failures[code])[language];
