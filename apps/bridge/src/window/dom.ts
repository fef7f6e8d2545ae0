import { type Say, speak } from './language.ts';

/** Makes an element. A function among the children is text in the current language; no text is ever parsed as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | Say)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((child) => (typeof child === 'function' ? speak(child) : child)));
  return element;
}

/** Text as it came, in no language of ours. */
export const plain = (text: string): Text => document.createTextNode(text);

/** The element of the document with that id. @throws Error when the document is not ours. */
export function part(id: 'top' | 'page' | 'foot'): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no #${id}`);
  return found;
}
