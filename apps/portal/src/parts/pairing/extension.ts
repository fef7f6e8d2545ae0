import type { Language } from '@jiesuo/ui';
import { useEffect, useState } from 'react';
import { speechOf } from '../../paths.ts';
import { useSettings } from '../../queries.ts';

interface Said {
  readonly is?: string;
}
/** What Chromium gives to pages that an installed extension lets in; nothing anywhere else. */
interface Runtime {
  sendMessage?(id: string, message: object, answer: (said: Said | undefined) => void): void;
}

/** @returns undefined where there is no such extension, or it lets this site not in. */
const ask = (id: string, message: object): Promise<string | undefined> =>
  new Promise((resolve) => {
    const { chrome } = globalThis as { chrome?: { runtime?: Runtime } };
    if (!chrome?.runtime?.sendMessage) resolve(undefined);
    else chrome.runtime.sendMessage(id, message, (said) => resolve(said?.is));
  });

/**
 * Third carrier: the browser starts the bridge, which asks the server itself. The page learns the progress from the server, as ever.
 * @returns what brings a code there; undefined until it is known that this CA's extension is installed and reaches the bridge.
 */
export function useExtension(): ((code: string, language: Language) => Promise<unknown>) | undefined {
  const id = useSettings()?.extensionId;
  const [reached, setReached] = useState<string>();
  useEffect(() => {
    if (!id) return;
    let isGone = false;
    void ask(id, { ask: 'present' }).then((is) => {
      if (!isGone && is === 'present') setReached(id);
    });
    return () => {
      isGone = true;
    };
  }, [id]);
  return reached === undefined
    ? undefined
    : (code, language) => ask(reached, { ask: 'dial', code, language: speechOf(language) });
}
