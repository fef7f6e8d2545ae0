import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listening {
  readonly port: number;
  /** Which of 127.0.0.1 and ::1 are listened on. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

/** Another program has the port, on one of the two addresses: it might be there to take our windows. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

const WITHOUT_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * Listens on 127.0.0.1 and ::1, both or neither; ::1 is left out only on a machine without IPv6.
 * @param port 0 for any free one.
 * @throws {PortTaken} the system's error otherwise.
 */
export async function listen(
  port: number,
  answer: RequestListener,
  headers: Readonly<Record<string, string>>,
): Promise<Listening> {
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map((server) => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        return closed;
      }),
    );
  };
  try {
    const first = await bind('127.0.0.1', port, answer, headers);
    servers.push(first.server);
    try {
      servers.push((await bind('::1', first.port, answer, headers)).server);
    } catch (error) {
      if (!WITHOUT_IPV6.includes(codeOf(error))) throw error;
    }
    return { port: first.port, addresses: ['127.0.0.1', '::1'].slice(0, servers.length), close };
  } catch (error) {
    await close();
    throw codeOf(error) === 'EADDRINUSE' ? new PortTaken(`port ${port} is taken`) : error;
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function bind(
  host: string,
  port: number,
  answer: RequestListener,
  headers: Readonly<Record<string, string>>,
): Promise<{ server: Server; port: number }> {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 30_000, maxHeaderSize: 16_384 },
    answer,
  );
  server.maxConnections = 128;
  // What is no HTTP gets the same headers as everything else.
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n`);
    else socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the listener has no port'));
      else resolve({ server, port: address.port });
    });
  });
}
