import { chinaTime } from '../alipay/sign.ts';
import type { MessageParts } from '../messages/parts.ts';
import type { Reporter } from '../messages/phones.ts';

/** The report of a message's state, as Tencent posts it: a list of one. */
export const tencentReporter =
  ({ reports, phones }: MessageParts): Reporter =>
  (one, isDelivered) =>
    reports.send('tencent', [
      {
        user_receive_time: chinaTime(phones.now()),
        nationcode: '86',
        mobile: one.to,
        report_status: isDelivered ? 'SUCCESS' : 'FAIL',
        errmsg: isDelivered ? 'DELIVRD' : 'UNDELIV',
        description: isDelivered ? '用户短信送达成功' : '用户短信送达失败',
        sid: one.id,
      },
    ]);
