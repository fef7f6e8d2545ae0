import { roleWords } from '@jiesuo/contract';
import type { StaffLogIn } from '../staff/codes.ts';
import { type Html, html, type Language } from './frame.ts';

/** Everyone's log-in for the console, with the code of this moment. */
export function staffPage(language: Language, staff: readonly StaffLogIn[], consoleOrigin: string): Html {
  const t =
    language === 'zh'
      ? [
          '账号',
          '姓名',
          '职责',
          '密码',
          '动态码',
          '剩余',
          '每个动态码只能使用一次；用过请等下一个。',
          '打开管理台',
          '秒',
        ]
      : [
          'Name',
          'Person',
          'Duty',
          'Password',
          'One-time code',
          'Left',
          'Each code works once; after that, wait for the next.',
          'Open the console',
          's',
        ];
  return html`<p><a href="${consoleOrigin}">${t[7] ?? ''}</a> · ${t[6] ?? ''}</p>
<table><thead><tr>${t.slice(0, 6).map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${staff.map(
    (one) =>
      html`<tr><td><code>${one.name}</code></td><td>${one.displayName}</td><td>${one.roles.map((role) => roleWord(role, language)).join(', ')}</td><td><code>${one.password}</code></td><td><code>${one.totp}</code></td><td>${one.secondsLeft} ${t[8] ?? ''}</td></tr>`,
  )}</tbody></table>`;
}

const roleWord = (role: string, language: Language) =>
  role in roleWords ? roleWords[role as keyof typeof roleWords][language] : role;
