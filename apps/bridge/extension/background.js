// Between a CA's page and the bridge, and nothing more: no page is read or changed, and the bridge trusts only what the server signed.
const HOST = 'cn.jiesuo.bridge';
/** Only the words of the bridge's dialogs follow it. */
const LANGUAGES = ['zh-CN', 'en'];
const CODE = /^[A-Za-z0-9_-]{22}$/;

/** The browser lets no other page in; a match pattern, though, is wider than an origin. */
const portals = chrome.runtime
  .getManifest()
  .externally_connectable.matches.map((pattern) => pattern.replace(/\/\*$/, ''));

/**
 * What the host must be asked for this message, or undefined for one that is refused.
 * @param message `{ ask: 'present' }` or `{ ask: 'dial', code, language }`; the portal is the origin that the browser attests, never the page's word.
 */
function requestOf(message, sender) {
  if (!portals.includes(sender.origin) || sender.frameId !== 0 || sender.tab === undefined) return undefined;
  if (typeof message !== 'object' || message === null) return undefined;
  const names = Object.keys(message).sort().join();
  if (names === 'ask' && message.ask === 'present') return { v: 1, ask: 'present' };
  if (names !== 'ask,code,language' || message.ask !== 'dial') return undefined;
  const { code, language } = message;
  if (typeof code === 'string' && CODE.test(code) && LANGUAGES.includes(language))
    return { v: 1, ask: 'dial', code, portal: sender.origin, language };
  return undefined;
}

/** One answer for each message: the host's first one, or why there is none. The port stays open until the host is done. */
chrome.runtime.onMessageExternal.addListener((message, sender, answer) => {
  const request = requestOf(message, sender);
  if (request === undefined) {
    answer({ v: 1, is: 'refused', why: 'message' });
    return false;
  }
  const port = chrome.runtime.connectNative(HOST);
  port.onMessage.addListener((said) => answer(said));
  port.onDisconnect.addListener(() => {
    // Reading it keeps the browser from reporting it; after an answer a second one is ignored.
    void chrome.runtime.lastError;
    answer({ v: 1, is: 'no_host' });
  });
  port.postMessage(request);
  return true;
});
