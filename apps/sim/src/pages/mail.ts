import type { Letter } from '../mail/letter.ts';
import { type Html, html, type Language } from './frame.ts';
import { shanghai } from './time.ts';

const shownMost = 50;

/** E-mails by address; the newest on top. */
export function mailPage(language: Language, letters: readonly Letter[]): Html {
  if (letters.length === 0)
    return html`<p>${language === 'zh' ? '还没有邮件。系统发出的邮件会立即出现在这里。' : 'No mail yet. What the system sends appears here at once.'}</p>`;
  const boxes = Map.groupBy(letters, ({ to }) => to.join(', '));
  return html`<ul class="cards">${[...boxes].map(
    ([to, list]) =>
      html`<li><h2>${to}</h2>${list
        .slice(0, shownMost)
        .map(
          ({ at, from, subject, text, attachments }) =>
            html`<p><small><time datetime="${at}">${shanghai(at)}</time> · ${from}</small><br><strong>${subject}</strong></p><p class="letter">${text}</p>${attachments.length === 0 ? '' : html`<p><small>${attachments.join(', ')}</small></p>`}`,
        )}</li>`,
  )}</ul>`;
}
