import { isAbsolute } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { disposition } from './file.ts';

/** One plain name each: an archive of the bridge or its browser extension, the list of them, and the list as the portal's key signed it. */
const ARCHIVE = /^jiesuo-(?:bridge-[0-9.]+-[a-z0-9]+-[a-z0-9]+\.(?:tar\.gz|zip)|extension-[0-9.]+\.(?:zip|crx))$/;
/** `jiesuo-extension.xml` tells browsers under an administrator's policy which version of the extension there is. */
const LIST = /^(?:manifest(?:\.signed)?\.json|jiesuo-extension\.xml)$/;

/**
 * What `npm run ship` wrote into `folder`, under `/downloads/`: the archives and their manifest, nothing else that lies there, for
 * anyone. Files are looked up at each request: a new version needs no restart. Without a folder nothing is there.
 */
export async function registerDownloads(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !isAbsolute(folder)) return;
  await app.register(serveStatic, {
    root: folder,
    prefix: '/downloads/',
    decorateReply: false,
    dotfiles: 'ignore',
    index: false,
    cacheControl: false,
    allowedPath: (path) => ARCHIVE.test(path.slice(1)) || LIST.test(path.slice(1)),
    setHeaders(reply, path) {
      const name = path.split(/[/\\]/).at(-1) ?? '';
      // An archive of one version never changes; which versions there are does.
      void reply.header('cache-control', ARCHIVE.test(name) ? 'public, max-age=86400' : 'no-cache');
      if (ARCHIVE.test(name)) void reply.header('content-disposition', disposition(name));
      // Chromium takes an update only by this type, which no table of types knows.
      if (name.endsWith('.crx')) void reply.header('content-type', 'application/x-chrome-extension');
    },
  });
}
