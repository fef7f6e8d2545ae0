import { handle } from '../operation.ts';

export const challenge = handle('captcha.challenge', async (_input, { ctx, address, now }) =>
  ctx.captcha.challenge(address, (await ctx.settings()).captchaWork, now),
);
