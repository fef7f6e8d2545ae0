import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartFault } from './startFault.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
  /** No other process shares the port, whatever the system would allow. */
  readonly exclusive: true;
}

/** Listens, or says in one sentence why it cannot. @throws {StartFault} */
export async function listenAt(host: string, port: number, listen: (at: Place) => Promise<unknown>): Promise<void> {
  try {
    await listen({ host, port, exclusive: true });
  } catch (error) {
    throw faultOf(error as NodeJS.ErrnoException, `${host}:${port}`, host);
  }
}

/** Says at once that a port is taken, before anything slow is begun; nothing is held. @throws {StartFault} */
export async function probe(host: string, port: number): Promise<void> {
  const server = createServer();
  await listenAt(host, port, (at) => once(server.listen(at), 'listening'));
  server.close();
  await once(server, 'close');
}

function faultOf(error: NodeJS.ErrnoException, place: string, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new StartFault(
      `端口 ${place} 已被占用，请先停止占用它的程序，或改用其他端口`,
      `port ${place} is in use; stop the program that holds it, or choose another port`,
      error,
    );
  if (error.code === 'EACCES')
    return new StartFault(`没有权限监听端口 ${place}`, `this user may not listen on port ${place}`, error);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartFault(`本机没有地址 ${host}`, `this machine has no address ${host}`, error);
  return error;
}
