import { button } from './button.ts';
import { el, plain } from './dom.ts';
import { currentLanguage, type Say } from './language.ts';
import type { Language } from './words.ts';

const texts = {
  copy: { zh: '复制诊断信息', en: 'Copy the diagnostic report' },
  copied: { zh: '已复制，可以粘贴发给客服。内容如下：', en: 'Copied. Paste it into a message to support. It says:' },
  byHand: { zh: '请选择下面的内容并复制：', en: 'Please select the text below and copy it:' },
  none: { zh: '证书助手没有响应，没有诊断信息。', en: 'The bridge does not answer; there is no report.' },
} as const;
const say =
  (what: keyof typeof texts): Say =>
  ({ lang }) =>
    texts[what][lang === 'en' ? 'en' : 'zh'];

/** 复制诊断信息: the report goes to the clipboard, and is shown, so that its sender sees what he sends. @param fetchText asks the bridge. */
export function reportPart(fetchText: (language: Language) => Promise<string>): HTMLElement {
  const told = el('div', { role: 'status', class: 'report' });
  const show = (line: keyof typeof texts, text?: string) =>
    told.replaceChildren(
      el('p', { class: 'quiet' }, say(line)),
      ...(text === undefined ? [] : [el('pre', { class: 'signed', tabindex: '0' }, plain(text))]),
    );
  const copy = async (): Promise<void> => {
    let text: string;
    try {
      text = await fetchText(currentLanguage());
    } catch {
      show('none');
      return;
    }
    try {
      await navigator.clipboard.writeText(text);
      show('copied', text);
    } catch {
      show('byHand', text);
    }
  };
  return el('section', { class: 'report' }, el('div', { class: 'acts' }, button('plain', say('copy'), copy)), told);
}
