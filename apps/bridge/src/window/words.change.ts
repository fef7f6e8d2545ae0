import type { ChangeFault, PinFault } from '../commands/view.ts';

/** What is said while somebody changes a PIN that he still knows. */
export interface ChangeWords {
  readonly heading: string;
  readonly explain: string;
  readonly promise: string;
  readonly start: string;
  readonly pick: string;
  readonly choose: string;
  readonly old: string;
  readonly change: string;
  readonly close: string;
  readonly back: string;
  readonly low: (left: number) => string;
  readonly risk: Readonly<Record<'last' | 'untold' | 'yes', string>>;
  readonly faults: Readonly<Record<Exclude<ChangeFault, PinFault>, string>>;
  readonly done: Readonly<Record<'heading' | 'explain', string>>;
  readonly unsure: string;
}

export const changeZh: ChangeWords = {
  heading: '修改CA密码',
  explain: '还记得现在的密码时，可以在这里修改：免费，不需要订单和审核，证书不变。',
  promise: '密码只在这台电脑和KEY之间使用，不会发给任何网站。',
  start: '查看KEY',
  pick: '请选择要修改密码的KEY。',
  choose: '修改这个KEY的密码',
  old: '现在的密码',
  change: '修改',
  close: '关闭',
  back: '换一个KEY',
  low: (left) => `只剩 ${left} 次机会，用完后KEY会锁定。不确定时请不要再试，改为申请CA密码重置。`,
  risk: {
    last: '这是最后一次机会：再输错一次，KEY就会锁定。',
    untold: '此型号不提供剩余次数，再输错可能锁定KEY。',
    yes: '我确定密码，继续',
  },
  faults: {
    same: '新密码与现在的密码相同，请换一个。',
    old_wrong: '现在的密码不正确，没有修改。',
    refused: 'KEY没有接受这个新密码，请换一个。',
  },
  done: { heading: '密码已修改', explain: '新密码已经生效，证书没有改变。请牢记新密码。' },
  unsure: 'KEY在修改途中失去了联系，新密码可能已经生效：请先用新密码，不行再用原来的密码，各试一次。',
};

export const changeEn: ChangeWords = {
  heading: 'Change the UKey PIN',
  explain:
    'While you still know the PIN you can change it here: free, without an order or a review. The certificate stays.',
  promise: 'The PIN passes between this computer and the UKey only; no website gets it.',
  start: 'Show UKeys',
  pick: 'Choose the UKey whose PIN you want to change.',
  choose: 'Change the PIN of this UKey',
  old: 'Present PIN',
  change: 'Change',
  close: 'Close',
  back: 'Another UKey',
  low: (left) =>
    `Only ${left === 1 ? 'one try is' : `${left} tries are`} left before the UKey locks. If you are not sure, do not try; apply for a PIN reset.`,
  risk: {
    last: 'This is the last try: if the PIN is wrong once more, the UKey locks.',
    untold: 'This model does not tell the tries left: another wrong PIN may lock the UKey.',
    yes: 'I am sure of the PIN, go on',
  },
  faults: {
    same: 'The new PIN is the present one. Please choose another.',
    old_wrong: 'The present PIN is wrong. Nothing was changed.',
    refused: 'The UKey did not accept this new PIN. Please choose another.',
  },
  done: {
    heading: 'The PIN is changed',
    explain: 'The new PIN is in force and the certificate is unchanged. Please remember the new PIN.',
  },
  unsure:
    'The UKey was lost while the PIN was being changed, so the new PIN may be in force: try the new one once, then the old one once.',
};
