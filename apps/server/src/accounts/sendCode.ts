import { handle } from '../operation.ts';
import { codeGapSeconds, issueCode } from './codes.ts';

const templates = { register: 'code_register', reset_password: 'code_reset_password' } as const;

/** Never asks whether the number has an account: what is not known cannot be told, by answer or by time (ASVS 6.3.8). */
export const sendCode = handle('accounts.sendCode', async ({ mobile, purpose }, act) =>
  act.write(async (trx, leaf) => {
    const { now, address } = act;
    await issueCode(trx, act.ctx, { mobile, purpose, boundTo: '', now, template: templates[purpose], address });
    leaf({ detail: { purpose } });
    return { retryAfterSeconds: codeGapSeconds };
  }),
);
