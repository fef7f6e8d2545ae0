import type { KeptMessage } from '../phone/inbox.ts';
import { type Html, html, type Language } from './frame.ts';
import { shanghai } from './time.ts';

const shownMost = 50;

/** Messages by number; the number that was written to last comes first, and its newest message on top. */
export function phonePage(language: Language, messages: readonly KeptMessage[]): Html {
  if (messages.length === 0)
    return html`<p>${language === 'zh' ? '还没有短信。系统发出的短信会立即出现在这里。' : 'No messages yet. What the system sends appears here at once.'}</p>`;
  const phones = Map.groupBy(messages, (message) => message.to);
  return html`<ul class="cards">${[...phones].map(
    ([number, list]) =>
      html`<li><h2>${number}</h2>${list
        .slice(0, shownMost)
        .map(
          (message) =>
            html`<p><small><time datetime="${message.at}">${shanghai(message.at)}</time></small><br>${message.text}</p>`,
        )}</li>`,
  )}</ul>`;
}
