import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SideName } from './sessions.ts';

/** Where Vite puts a side's built pages. */
export const distOf = (side: SideName): string => fileURLToPath(new URL(`../../../${side}/dist`, import.meta.url));

const unbuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>解锁</title>
<p>页面还没有构建。请在项目目录执行 <code>npm run build</code>，然后刷新本页。</p>
<p lang="en">The pages are not built yet. Run <code>npm run build</code> in the project's folder, then reload this page.</p></html>`;

/** The built pages. Names under `assets/` carry a hash of their content and never change; `index.html` is asked for each time. */
export async function registerPages(app: FastifyInstance, dist: string): Promise<void> {
  if (!existsSync(join(dist, 'index.html'))) return;
  await app.register(serveStatic, {
    root: dist,
    // Files are looked up at each request: a new build needs no restart.
    wildcard: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.startsWith(join(dist, 'assets'));
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Every address without a dot in its last part is a page of the one-page app: it draws what belongs there. */
export const isPageRequest = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') && !/\.[^/]*$/.test(request.url.split('?')[0] ?? '');

export function sendPage(reply: FastifyReply, dist: string): FastifyReply {
  if (existsSync(join(dist, 'index.html')) && reply.server.hasReplyDecorator('sendFile'))
    return reply.header('cache-control', 'no-cache').sendFile('index.html', dist);
  return reply.code(503).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(unbuilt);
}
