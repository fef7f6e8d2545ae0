import { StartFault } from '../../startFault.ts';
import { StoreGone } from './store.ts';

/** For commands: a store that does not do what it is asked for is one sentence for a person. @throws {StartFault} */
export async function inWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StoreGone)) throw error;
    const name = error.store === 's3' ? '对象存储' : '磁盘';
    throw new StartFault(
      `${name}没有完成要求的操作，请检查后重新执行`,
      `${error.message}; look at it and run this again`,
    );
  }
}
