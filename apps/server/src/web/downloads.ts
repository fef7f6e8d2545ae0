import { isAbsolute } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { disposition } from './file.ts';

/** One plain name each: an archive of the bridge, the list of them, and the list as the portal's key signed it. */
const ARCHIVE = /^jiesuo-bridge-[0-9.]+-[a-z0-9]+-[a-z0-9]+\.(?:tar\.gz|zip)$/;
const MANIFEST = /^manifest(?:\.signed)?\.json$/;

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
    allowedPath: (path) => ARCHIVE.test(path.slice(1)) || MANIFEST.test(path.slice(1)),
    setHeaders(reply, path) {
      const name = path.split(/[/\\]/).at(-1) ?? '';
      // An archive of one version never changes; which versions there are does.
      void reply.header('cache-control', ARCHIVE.test(name) ? 'public, max-age=86400' : 'no-cache');
      if (ARCHIVE.test(name)) void reply.header('content-disposition', disposition(name));
    },
  });
}
