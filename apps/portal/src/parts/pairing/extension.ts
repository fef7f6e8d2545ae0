import { useEffect, useState } from 'react';

/** Of the product's own extension (apps/bridge/extension), by the public key in its manifest. */
const EXTENSION_ID = 'dbbeoglgkepodmpkfifoajpdjihojipg';

interface Said {
  readonly is?: string;
}
/** What Chromium gives to pages that an installed extension lets in; nothing anywhere else. */
interface Runtime {
  sendMessage?(id: string, message: object, answer: (said: Said | undefined) => void): void;
}

/** @returns undefined where there is no such extension, or it lets this site not in. */
const ask = (message: object): Promise<string | undefined> =>
  new Promise((resolve) => {
    const { chrome } = globalThis as { chrome?: { runtime?: Runtime } };
    if (!chrome?.runtime?.sendMessage) resolve(undefined);
    else chrome.runtime.sendMessage(EXTENSION_ID, message, (said) => resolve(said?.is));
  });

/** Whether the extension is there and reaches the bridge. */
export function useExtension(): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    let isGone = false;
    void ask({ ask: 'present' }).then((is) => {
      if (!isGone) setThere(is === 'present');
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isThere;
}

/** Third carrier: the browser starts the bridge, which asks the server itself. The page learns the progress from the server, as ever. */
export const dialByExtension = (code: string): Promise<unknown> => ask({ ask: 'dial', code });
