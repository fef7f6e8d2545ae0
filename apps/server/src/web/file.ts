import type { FastifyReply } from 'fastify';
import type { FileAnswer } from '../operation.ts';

/** A file is data, never a page of ours: sandboxed, not to be embedded elsewhere, its type not guessed (ASVS 3.2.1, 5.4.1). */
export function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  return reply
    .type(file.mediaType)
    .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('content-disposition', disposition(file.saveAs))
    .send(file.body);
}

/** RFC 6266 with RFC 8187 for names beyond ASCII; the plain name is for clients that know no better. */
export function disposition(saveAs: string | undefined): string {
  if (saveAs === undefined) return 'inline';
  // No control characters, no path.
  const name = saveAs.replace(/[\p{Cc}/\\]/gu, '').toWellFormed();
  const plain = name.replace(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
