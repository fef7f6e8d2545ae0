import { chinaTime } from '../alipay/sign.ts';
import { templates } from '../messages/templates.ts';
import { dayOf } from '../trades/book.ts';
import type { Action } from './door.ts';
import { refused } from './refusal.ts';

const states = { pending: 1, none: 1, lost: 1, failed: 2, delivered: 3 } as const;

/** QuerySendDetails: a day's messages to one number, newest first; of one message where BizId is given. */
export const querySendDetails: Action = ({ phones }, fields) => {
  const { PhoneNumber: to, SendDate: day, BizId: id } = fields;
  const [size, page] = [Number(fields.PageSize), Number(fields.CurrentPage)];
  if (!to || !/^\d{8}$/.test(day ?? '') || !(size >= 1 && size <= 50) || !(page >= 1))
    throw refused(200, 'isv.INVALID_PARAMETERS', '参数异常');
  const all = phones
    .list()
    .filter((one) => one.provider === 'aliyun' && one.to === to && (id === undefined || one.id === id))
    .filter((one) => dayOf(new Date(one.at)).replaceAll('-', '') === day);
  return {
    TotalCount: String(all.length),
    SmsSendDetailDTOs: {
      SmsSendDetailDTO: all.slice((page - 1) * size, page * size).map((one) => ({
        PhoneNum: one.to,
        SendStatus: states[one.report],
        ErrCode: one.report === 'delivered' ? 'DELIVERED' : '',
        TemplateCode: templates.aliyun.find(({ name }) => name === one.template)?.id,
        Content: one.text,
        SendDate: chinaTime(new Date(one.at)),
        ...(one.ours !== undefined && { OutId: one.ours }),
      })),
    },
  };
};
