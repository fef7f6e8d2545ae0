import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Post {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** `cut`: the request is read, and no answer comes. */
export type Reply = { readonly status?: number; readonly body: unknown } | 'cut';

/** For tests: answers each POST by `reply`, and keeps what came. */
export async function fakeHttp(reply: (post: Post, number: number) => Reply) {
  const posts: Post[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const post = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    posts.push(post);
    const answer = reply(post, posts.length);
    if (answer === 'cut') return request.socket.destroy();
    return response
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    posts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
