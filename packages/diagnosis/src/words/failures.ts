import type { Diagnosis } from '../entry.ts';

/** Why a reset stopped: what `failed` of the protocol may carry. Four of its codes stand among the drivers' words. */
export const failureWords = {
  ukey_missing: {
    severity: 'warn',
    title: { zh: '没有找到KEY', en: 'No UKey was found' },
    cause: { zh: '没有找到KEY。', en: 'No UKey was found.' },
    advice: { zh: '请插好KEY，再重新开始。', en: 'Plug it in and start again.' },
    help: 'ukey',
  },
  ukey_differs: {
    severity: 'warn',
    title: { zh: '插入的不是订单中的KEY', en: 'Another UKey than the one of the order' },
    cause: { zh: '插入的不是这个订单的KEY。', en: 'This is not the UKey of the order.' },
    advice: {
      zh: '请核对KEY序列号，只插入订单中的那个KEY。',
      en: 'Compare the serial number and plug in only the UKey of the order.',
    },
    help: 'reset',
  },
  certificate_differs: {
    severity: 'stop',
    title: { zh: 'KEY中的证书与订单不一致', en: 'The certificate differs from the one of the order' },
    cause: {
      zh: 'KEY中的证书与订单中的不一致，没有改动KEY。',
      en: 'The certificate in the UKey is not the one of the order. The UKey was not changed.',
    },
    advice: { zh: '请联系客服核实证书。', en: 'Please contact support to check the certificate.' },
    help: 'contact',
  },
  user_tries_low: {
    severity: 'stop',
    title: { zh: 'CA密码剩余次数不足', en: 'Too few PIN tries were left' },
    cause: {
      zh: 'KEY剩余的密码尝试次数不足，为避免锁死已停止。',
      en: 'Too few PIN tries are left, so it was stopped before the UKey could lock.',
    },
    advice: { zh: '请不要再试密码，并联系客服。', en: 'Do not try PINs any more, and contact support.' },
    help: 'contact',
  },
  admin_secret_wrong: {
    severity: 'stop',
    title: { zh: 'KEY没有接受管理授权', en: 'The UKey did not accept the authorisation' },
    cause: {
      zh: 'KEY没有接受发证机构的授权，已停止，不会再试。',
      en: 'The UKey did not accept the issuer’s authorisation. It was stopped and will not be tried again.',
    },
    advice: { zh: '工作人员会核查，请联系客服。', en: 'Staff will look into it; please contact support.' },
    help: 'contact',
  },
  admin_locked: {
    severity: 'stop',
    title: { zh: '管理员密码已锁定', en: 'The admin PIN is locked' },
    cause: {
      zh: 'KEY的管理员密码已锁定，不能在线重置。',
      en: 'The admin PIN of the UKey is locked; it cannot be reset online.',
    },
    advice: { zh: '请联系客服，到服务网点办理。', en: 'Please contact support about a visit.' },
    help: 'contact',
  },
  mac_refused: {
    severity: 'warn',
    title: { zh: 'KEY没有接受解锁指令', en: 'The UKey did not accept the unblock command' },
    cause: {
      zh: 'KEY没有接受这次指令，密码没有改变。',
      en: 'The UKey did not accept the command. The PIN was not changed.',
    },
    advice: {
      zh: '请拔出KEY重新插入，再重新开始；仍不成功请联系客服。',
      en: 'Plug the UKey in again and start again; if it persists, contact support.',
    },
    help: 'reset',
  },
  challenge_stale: {
    severity: 'warn',
    title: { zh: '授权超时作废', en: 'The authorisation timed out' },
    cause: { zh: '等待时间过长，这次授权已作废。', en: 'It took too long and the authorisation was dropped.' },
    advice: {
      zh: '请检查网络，关闭其他使用KEY的程序，再重新开始。',
      en: 'Check the network, close other programs that use the UKey, and start again.',
    },
    help: 'reset',
  },
  pin_refused: {
    severity: 'warn',
    title: { zh: 'KEY没有接受新密码', en: 'The UKey did not accept the new PIN' },
    cause: { zh: 'KEY没有接受这个密码。', en: 'The UKey did not accept this PIN.' },
    advice: {
      zh: '请换一个不容易猜到的密码，再重新开始。',
      en: 'Choose another PIN that is hard to guess and start again.',
    },
    help: 'reset',
  },
  new_pin_not_accepted: {
    severity: 'warn',
    title: { zh: '新密码未通过KEY校验', en: 'The new PIN did not pass the UKey’s check' },
    cause: { zh: '新密码没有通过KEY的校验。', en: 'The new PIN did not pass the UKey’s check.' },
    advice: {
      zh: '请重新开始，再设置一次新密码，并准确输入。',
      en: 'Start again and set the new PIN once more; type it carefully.',
    },
    help: 'reset',
  },
  not_signed: {
    severity: 'warn',
    title: { zh: '新密码已设置，KEY没有签名确认', en: 'The new PIN is set, but the UKey did not sign' },
    cause: {
      zh: '新密码已设置，但KEY没有完成签名确认。',
      en: 'The new PIN is set, but the UKey did not confirm it by a signature.',
    },
    advice: {
      zh: '请保持KEY插入，再做一次密码重置，系统会接着完成。',
      en: 'Leave the UKey plugged in and reset once more; it goes on from there.',
    },
    help: 'reset',
  },
  proof_wrong: {
    severity: 'stop',
    title: { zh: '持有证明核对不通过', en: 'The proof of possession was wrong' },
    cause: { zh: 'KEY的签名没有通过核对。', en: 'The UKey’s signature did not pass the check.' },
    advice: { zh: '请保留KEY并联系客服。', en: 'Keep the UKey and contact support.' },
    help: 'contact',
  },
  answer_refused: {
    severity: 'warn',
    title: { zh: '证书助手拒绝了服务器的答复', en: 'The bridge refused the server’s answer' },
    cause: {
      zh: '网站的答复没有通过证书助手的校验，已停止。',
      en: 'The website’s answer did not pass the bridge’s checks. It was stopped.',
    },
    advice: {
      zh: '请重新开始；仍然不行时请联系客服。',
      en: 'Start again; if that does not help, contact support.',
    },
    help: 'reset',
  },
  time_out: {
    severity: 'warn',
    title: { zh: '等待超时', en: 'Timed out' },
    cause: { zh: '等待时间过长，已停止。', en: 'It took too long and was stopped.' },
    advice: {
      zh: '请检查KEY和网络，再重新开始。',
      en: 'Check the UKey and the network, then start again.',
    },
    help: 'reset',
  },
  cancelled: {
    severity: 'note',
    title: { zh: '经办人取消', en: 'Cancelled by the representative' },
    cause: { zh: '已取消。', en: 'Cancelled.' },
    advice: { zh: '需要时可以重新开始。', en: 'You can start again when you wish.' },
    help: 'reset',
  },
  ukey_fault: {
    severity: 'warn',
    title: { zh: 'KEY没有正常响应', en: 'The UKey did not answer as it should' },
    cause: { zh: 'KEY没有正常响应。', en: 'The UKey did not answer as it should.' },
    advice: {
      zh: '请拔出KEY，等几秒，换一个USB接口插好，再重新开始。',
      en: 'Unplug it, wait some seconds, use another USB port, and start again.',
    },
    help: 'ukey',
  },
} as const satisfies Readonly<Record<string, Diagnosis>>;
