import { faults, type RefusalCode, refusals, sentence } from '@jiesuo/contract';

export const refusalSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', enum: Object.keys(refusals) },
    message: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string', enum: Object.keys(faults) },
          message: { type: 'string' },
        },
      },
    },
    detail: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    requestId: { type: 'string' },
  },
};

/** The body of one refusal, as it is said in English. */
export const errorExample = (code: RefusalCode) => ({
  code,
  message: sentence(code, 'en'),
  ...(code === 'invalid_input' ? { fields: [{ path: 'number', code: 'required', message: faults.required.en }] } : {}),
  ...(code === 'too_many_requests' ? { detail: { retryAfterSeconds: 12 } } : {}),
  requestId: '019a0b6e-3c5d-7e21-9a44-0d5c1b7e2f10',
});
