import type { Dialect } from '@jiesuo/ceremony';
import { TRIES_KEPT } from '../../drivers/cards/gmt0017-counters.ts';
import type { Form, Observation } from '../../drivers/cards/gmt0017-observe.ts';
import type { Probed, Verdict } from '../../drivers/cards/gmt0017-probe.ts';

/** As the record has it. */
export const dialectText = ({ pinHash, cipher, lcInMac, lcEndian, headerLength }: Dialect): string =>
  `pinHash ${pinHash}, cipher ${cipher}, lcInMac ${lcInMac}, lcEndian ${lcEndian}, headerLength ${headerLength}`;

const formText = ({ headerLength, lcEndian }: Form): string =>
  headerLength === 7 ? 'headerLength 7' : `headerLength 8, lcEndian ${lcEndian}`;

/** What the UKey told without costing anything; 中文 and English. */
export function observationLines({
  forms,
  applications,
  application,
  counters,
  hasSm4,
  candidates,
}: Observation): readonly string[] {
  const user = counters && `${counters.user.left}/${counters.user.max}`;
  const admin = counters && `${counters.admin.left}/${counters.admin.max}`;
  return [
    ...(forms.length > 0 ? [`指令头 header: ${forms.map(formText).join(' / ')}`] : []),
    ...(applications.length > 0 ? [`应用 applications: ${applications.join('、')}`] : []),
    ...(application === undefined ? [] : [`使用应用 application in use: ${application}`]),
    ...(counters ? [`剩余次数 tries left: CA密码 user PIN ${user}，管理员密码 admin PIN ${admin}`] : []),
    ...(hasSm4 === undefined ? [] : [`SM4: ${hasSm4 ? '支持 yes' : '不支持 no'}`]),
    ...(candidates.length > 0 ? [`可能的方言 dialects that may be: ${candidates.length}`] : []),
    '以上不花费任何尝试次数，也没有改动KEY。 All of this cost no try and changed nothing in the UKey.',
  ];
}

/** Why there is nothing to try a PIN on; undefined where there is. */
export function obstacle({
  forms,
  applications,
  application,
  hasSm4,
  isChallengeFresh,
}: Observation): string | undefined {
  if (forms.length === 0 && applications.length > 0)
    return application === undefined && applications.length > 1
      ? 'KEY上有多个应用，请在型号文件的 reset.application 中写明一个。 The UKey has several applications: name one in the record as reset.application.'
      : '型号文件中的应用打不开，请核对 reset.application。 The application of the record does not open: check reset.application.';
  if (forms.length === 0)
    return 'KEY不回答 GM/T 0017 的指令，或者使用本产品不认识的指令头。没有尝试任何密码。 The UKey does not answer commands of GM/T 0017, or has a header that we do not know. No PIN was tried.';
  if (!isChallengeFresh)
    return 'KEY连续两次给出相同的随机数，这样的KEY不能远程重置。没有尝试任何密码。 The UKey gave the same challenge twice: such a UKey is never reset from afar. No PIN was tried.';
  if (hasSm4 === false)
    return 'KEY不支持 SM4，软件无法计算它的密码指令。没有尝试任何密码。 The UKey has no SM4: its PIN commands cannot be computed in software. No PIN was tried.';
  return undefined;
}

export const nextStep =
  '要确定是哪一种，请用密码已知的测试KEY，加上 --user-pin-file。 To find out which it is, take a test UKey whose PIN you know and add --user-pin-file.';

const verdicts: Readonly<Record<Verdict, string>> = {
  found: '✓ 方言已找到。 The dialect was found.',
  confirmed:
    '✓ 方言已找到，并用管理员密码完成了一次重置。 The dialect was found, and a reset with the admin PIN worked.',
  none: '✗ 密码正确，但KEY不接受我们会的任何一种MAC；也可能是它不接受与原密码相同的新密码。 The PIN is right, but the UKey takes no MAC that we can make; or it refuses a new PIN that is the old one.',
  pin_wrong:
    '✗ KEY不接受这个密码：密码不对，或者它用别的方法由密码得到密钥。 The UKey does not take this PIN: it is not the right one, or the key is made of it in another way.',
  unbound:
    '✗ KEY接受了重放的指令，这样的KEY不能远程重置。 The UKey took a command that was replayed: such a UKey is never reset from afar.',
  admin_wrong:
    '✗ 方言已找到，但KEY不接受这个管理员密码；没有再试。 The dialect was found, but the UKey does not take this admin PIN; it was not tried again.',
  unblock_refused:
    '✗ 方言已找到，管理员密码正确，但KEY拒绝解锁指令。 The dialect was found and the admin PIN is right, but the UKey refuses the unblock command.',
  tries_low: `✗ CA密码剩余次数太少（至少要留 ${TRIES_KEPT} 次），没有继续。请先用厂商工具登录一次，让次数恢复。 Too few tries of the user PIN are left (${TRIES_KEPT} must remain); ended here. Log in once with the maker's tool first: that restores them.`,
  admin_tries_low: `✗ 管理员密码剩余次数太少（至少要留 ${TRIES_KEPT} 次），没有使用它。 Too few tries of the admin PIN are left (${TRIES_KEPT} must remain); it was not used.`,
  tries_untold: '✗ KEY不再告诉剩余次数，没有继续。 The UKey no longer tells its tries; ended here.',
  other_counter:
    '✗ 没有使用的那个密码的次数减少了，已立即停止。请把结果发给维护者。 The counter of the PIN that was not used went down; ended at once. Send this to the maintainers.',
  odd_answer: '✗ KEY的回答无法理解，没有继续。 The UKey gave an answer that makes no sense here; ended.',
  fault: '✗ KEY被拔出，或驱动出错。 The UKey was pulled, or its driver failed.',
};

/** What became of the probe and what it cost; 中文 and English. */
export function probedLines({ verdict, dialect, isCountedHigh, detail, spent, counters }: Probed): readonly string[] {
  const left = counters
    ? `，剩余 now left: CA密码 user PIN ${counters.user.left}/${counters.user.max}，管理员密码 admin PIN ${counters.admin.left}/${counters.admin.max}`
    : '';
  return [
    verdicts[verdict],
    ...(dialect ? [`  ${dialectText(dialect)}`] : []),
    ...(isCountedHigh ? ['  quirks: hasTriesInHighNibble'] : []),
    ...(detail === undefined ? [] : [`  ${detail}`]),
    `花费次数（含已恢复的） tries spent (restored ones included): CA密码 user PIN ${spent.user}，管理员密码 admin PIN ${spent.admin}${left}`,
  ];
}
