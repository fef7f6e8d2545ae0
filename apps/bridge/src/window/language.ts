import { readFragment } from './fragment.ts';
import { type Language, type Words, words } from './words.ts';

/** A piece of the window's text, in whichever language is on. */
export type Say = (words: Words) => string;

/** As the page was read; else the browser's own. */
let language: Language =
  readFragment(location.hash).language ?? (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh');
const spoken = new Map<Text, Say>();

export const currentLanguage = (): Language => language;
export const now = (say: Say): string => say(words[language]);

/** The language that the switch leads to. */
export const otherLang = (): string => words[other()].lang;
const other = (): Language => (language === 'zh' ? 'en' : 'zh');

/** A text node that follows the switch of language. */
export function speak(say: Say): Text {
  const node = document.createTextNode(now(say));
  spoken.set(node, say);
  return node;
}

/** Changes what stands there, not the screen: a half-typed PIN stays. */
export function switchLanguage(): void {
  language = other();
  nameDocument();
  for (const [node, say] of spoken) {
    if (node.isConnected) node.data = now(say);
    else spoken.delete(node);
  }
}

export function nameDocument(): void {
  document.documentElement.lang = words[language].lang;
  document.title = words[language].title;
}
