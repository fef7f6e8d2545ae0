import type { FastifyRequest } from 'fastify';

export type Language = 'zh' | 'en';

/** Text that was escaped, or written by us: only `html` makes it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Piece = Html | string | number | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
const show = (piece: Piece): string => {
  if (piece instanceof Html) return piece.text;
  return typeof piece === 'object' ? piece.map((one) => one.text).join('') : escape(String(piece));
};

/** Every value is escaped unless it is Html itself: what an SMS says cannot become markup. */
export const html = (texts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(texts.reduce((all, text, index) => all + show(pieces[index - 1] ?? '') + text));

/** `?lang=` wins, then the browser's languages; Chinese where neither says English. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as { lang?: unknown };
  if (lang === 'en' || lang === 'zh') return lang;
  return /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

const links = [
  ['/', '首页', 'Start'],
  ['/phone', '手机短信', 'Phone'],
  ['/cashier', '收银台', 'Cashier'],
  ['/mail', '邮箱', 'Mail'],
  ['/ukeys', 'KEY桌面', 'UKey desk'],
  ['/staff', '员工登录', 'Staff log-ins'],
] as const;

/** @param query of this page beside `lang`, which a change of language keeps. */
export function frame(language: Language, title: string, path: string, main: Html, query = ''): string {
  const other = language === 'zh' ? 'en' : 'zh';
  const menu = links.map(
    ([to, zh, en]) =>
      html`<a href="${to}?lang=${language}"${to === path ? html` aria-current="page"` : ''}>${language === 'zh' ? zh : en}</a>`,
  );
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/sim.css">
<script type="module" src="/pages/live.js"></script>
</head>
<body>
<nav>${menu}<a href="${path}?lang=${other}${query}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${other === 'zh' ? '中文' : 'English'}</a></nav>
<p class="note">${language === 'zh' ? '演示用模拟器：仅供体验与测试，生产环境不会启动。' : 'Simulator for demo and tests; it refuses to run in production.'}</p>
<h1>${title}</h1>
<main id="live">${main}</main>
</body>
</html>`.text;
}
