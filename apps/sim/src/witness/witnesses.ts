import { alipay } from './alipay.ts';
import { aliyun } from './aliyun.ts';
import { mail } from './mail.ts';
import { smpp } from './smpp.ts';
import { tencent } from './tencent.ts';
import { wechat } from './wechat.ts';
import type { Witness } from './witness.ts';

/** Libraries of third parties that keep the sim honest. */
export const witnesses: readonly Witness[] = [wechat, alipay, aliyun, tencent, smpp, mail];
