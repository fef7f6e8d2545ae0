import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asset, DOCUMENT_PATH } from './assets/assets.ts';
import { TicketFault } from './commands/pairing.ts';
import { isOwnUser } from './gate/peer.ts';
import { GateRefusal, gateStatus } from './gate/refusal.ts';
import { labelOf, requireNavigation, requireOwnDocument, requireOwnScript } from './gate/request.ts';
import { PromptUnavailable } from './prompt/prompt.ts';
import type { Call } from './seats/calls.ts';
import type { Seats } from './seats/seats.ts';

export interface Answering {
  /** The port that the requests name. */
  readonly port: () => number;
  readonly headers: Readonly<Record<string, string>>;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly seats: Seats;
  /** An error that is nobody's refusal. Never the request: it may hold a sealed PIN. */
  readonly report: (error: unknown) => void;
}

/** Judges where a request comes from, then answers it. Nothing but /window, its assets and its calls is there. */
export function createAnswer(answering: Answering) {
  const { headers, report } = answering;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      await admit(answering, request, response);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'fault') report(error);
      if (response.headersSent || response.destroyed) return;
      // What is left of a refused body is not read.
      response.setHeader('connection', 'close');
      send(response, gateStatus[code], 'application/json', JSON.stringify({ code }));
    }
  };
}

async function admit(
  { port, assets, calls, seats }: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const label = labelOf(request, port());
  if (!(await isOwnUser(request.socket))) throw new GateRefusal('peer');
  const path = request.url ?? '';
  const asset = assets.get(path);
  if (asset !== undefined) {
    requireMethod(request, response, 'GET');
    if (path === DOCUMENT_PATH) {
      requireNavigation(request);
      // Whatever an earlier holder of this port left under the label, service workers too. Never "cache": nothing of ours is
      // cached, and browsers with a large cache take seconds to go through it while the window stays blank.
      response.setHeader('clear-site-data', '"storage"');
    } else requireOwnDocument(request);
    send(response, 200, asset.type, asset.bytes);
    return;
  }
  const call = calls.get(path);
  if (call === undefined) throw new GateRefusal('not_found');
  requireMethod(request, response, 'POST');
  requireOwnScript(request);
  const answer = await call(request, label, seats);
  if (!response.destroyed) send(response, 200, 'application/json', JSON.stringify(answer));
}

function requireMethod(request: IncomingMessage, response: ServerResponse, method: 'GET' | 'POST'): void {
  if (request.method === method) return;
  response.setHeader('allow', method);
  throw new GateRefusal('method');
}

function codeOf(error: unknown) {
  if (error instanceof GateRefusal) return error.code;
  if (error instanceof PromptUnavailable) return `prompt_${error.reason}` as const;
  return error instanceof TicketFault ? 'ticket_refused' : 'fault';
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
