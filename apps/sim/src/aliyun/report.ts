import { chinaTime } from '../alipay/sign.ts';
import type { MessageParts } from '../messages/parts.ts';
import type { Reporter } from '../messages/phones.ts';

/** SmsReport, as Aliyun posts it: a list of one. */
export const aliyunReporter =
  ({ reports, phones }: MessageParts): Reporter =>
  (one, isDelivered) =>
    reports.send('aliyun', [
      {
        phone_number: one.to,
        send_time: chinaTime(new Date(one.at)),
        report_time: chinaTime(phones.now()),
        success: isDelivered,
        err_code: isDelivered ? 'DELIVERED' : 'UNDELIVERABLE',
        err_msg: isDelivered ? '用户接收成功' : '用户接收失败',
        sms_size: String(Math.ceil(one.text.length / 67)),
        biz_id: one.id,
        ...(one.ours !== undefined && { out_id: one.ours }),
      },
    ]);
