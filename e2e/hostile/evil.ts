import { createServer } from 'node:http';

export interface EvilSite {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** Another program's web server on this computer: any host, any path, whatever it likes to answer. */
export async function openEvilSite(files: Readonly<Record<string, string>>, port = 0): Promise<EvilSite> {
  const server = createServer((request, response) => {
    const body = files[request.url?.replace(/\?.*/, '') ?? ''] ?? files['/'] ?? '';
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'service-worker-allowed': '/' }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as { port: number }).port;
  return {
    port: bound,
    origin: `http://localhost:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
