import type { DemoWorld } from '../demo/world.ts';
import { type Html, html, type Language } from './frame.ts';

/** Where everything is, and who may log in where. */
export function startPage(language: Language, world: DemoWorld, origins: { portal: string; console: string }): Html {
  const isZh = language === 'zh';
  const pages: [string, string, string][] = [
    [origins.portal, '客户门户', "The customer's portal"],
    [origins.console, '业务管理台', 'The staff console'],
    ['/phone', '手机短信：收到的验证码与通知', 'Phone: the codes and messages that were sent'],
    ['/cashier', '收银台：替付款人扫码付款', 'Cashier: scan and pay as the buyer'],
    ['/mail', '邮箱：收到的通知邮件', 'Mail: the notices that were sent by e-mail'],
    [
      '/ukeys',
      'KEY桌面：插拔虚拟KEY、输错密码、核对新密码',
      'UKey desk: plug virtual UKeys, type wrong PINs, check the new one',
    ],
    ['/staff', '员工登录：账号、密码与当前动态码', 'Staff log-ins with the codes of this moment'],
  ];
  return html`<ul>${pages.map(([to, zh, en]) => html`<li><a href="${to}">${isZh ? zh : en}</a></li>`)}</ul>
<h2>${isZh ? '演示客户' : 'Demo customers'}</h2>
<table><thead><tr><th>${isZh ? '手机号' : 'Mobile'}</th><th>${isZh ? '密码' : 'Password'}</th><th>${isZh ? '单位' : 'Organisation'}</th></tr></thead><tbody>${world.customers.map(
    (one) =>
      html`<tr><td><code>${one.mobile}</code></td><td><code>${one.password}</code></td><td>${one.organisation}</td></tr>`,
  )}</tbody></table>`;
}
