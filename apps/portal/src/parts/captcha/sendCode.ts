import { RefusalError } from '@jiesuo/contract';
import { type Answer, type Ask, api } from '../../api.ts';
import { work } from './work.ts';

/** Changing from one network to another in the middle makes the first work worthless; once more is fair. */
const worksMost = 2;

/** 获取验证码; when the server wants work first, it is done and the code asked for again. @throws {RefusalError} */
export async function sendCode(
  input: Ask<'accounts.sendCode'>,
  onProgress: (share: number | undefined) => void,
): Promise<Answer<'accounts.sendCode'>> {
  let captcha: Ask<'accounts.sendCode'>['captcha'];
  try {
    for (let works = 0; ; works += 1) {
      try {
        return await api('accounts.sendCode', captcha ? { ...input, captcha } : input);
      } catch (error) {
        const isWanted = error instanceof RefusalError && error.code === 'captcha_needed';
        if (!isWanted || works === worksMost) throw error;
      }
      onProgress(0);
      captcha = await work(onProgress);
    }
  } finally {
    onProgress(undefined);
  }
}
