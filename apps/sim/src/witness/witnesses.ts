import { alipay } from './alipay.ts';
import { wechat } from './wechat.ts';
import type { Witness } from './witness.ts';

/** Libraries of third parties that keep the sim honest. */
export const witnesses: readonly Witness[] = [wechat, alipay];
