import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DemoWorld } from '../demo/world.ts';
import type { Gateways } from '../gateways.ts';
import type { Inbox } from '../phone/inbox.ts';
import { staffLogIns } from '../staff/codes.ts';
import type { UkeyTable } from '../ukeys/table.ts';
import { cashierPage } from './cashier.ts';
import { frame, type Html, type Language, languageOf } from './frame.ts';
import { mailPage } from './mail.ts';
import { phonePage } from './phone.ts';
import { staffPage } from './staff.ts';
import { startPage } from './start.ts';
import { ukeysPage } from './ukeys.ts';
import { cashierWords } from './words/cashier.ts';

export interface PageParts {
  readonly world: DemoWorld;
  readonly inbox: Inbox;
  readonly table: UkeyTable;
  readonly gateways: Gateways;
  readonly origins: { readonly portal: string; readonly console: string };
}

const titleOf = (words: Record<Language, { readonly title: string }>) => ({ zh: words.zh.title, en: words.en.title });
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

export async function pageRoutes(
  app: FastifyInstance,
  { world, inbox, table, origins, gateways }: PageParts,
): Promise<void> {
  const script = stripTypeScriptTypes(read('live.ts'));
  const style = read('sim.css');
  app.get('/pages/live.js', (_request, reply) => reply.type('text/javascript').send(script));
  app.get('/pages/sim.css', (_request, reply) => reply.type('text/css').send(style));

  type Query = { readonly code?: unknown };
  const page = (path: string, title: Record<Language, string>, main: (language: Language, code?: string) => Html) =>
    app.get(path, (request: FastifyRequest, reply: FastifyReply) => {
      const language = languageOf(request);
      const { code } = request.query as Query;
      const [shown, query] = typeof code === 'string' ? [code, `&code=${encodeURIComponent(code)}`] : [];
      const text = frame(language, title[language], path, main(language, shown), query);
      return reply.type('text/html; charset=utf-8').send(text);
    });
  page('/', { zh: '解锁 · 演示', en: 'Jiesuo demo' }, (language) => startPage(language, world, origins));
  page('/phone', { zh: '手机短信', en: 'Phone' }, (language) => phonePage(language, inbox.list(), gateways));
  page('/cashier', titleOf(cashierWords), (language, code) => cashierPage(language, gateways, code));
  page('/mail', { zh: '邮箱', en: 'Mail' }, (language) => mailPage(language, gateways.post.list()));
  page('/ukeys', { zh: 'KEY桌面', en: 'UKey desk' }, (language) => ukeysPage(language, table.list()));
  page('/staff', { zh: '员工登录', en: 'Staff log-ins' }, (language) =>
    staffPage(language, staffLogIns(world, new Date()), origins.console),
  );
}
