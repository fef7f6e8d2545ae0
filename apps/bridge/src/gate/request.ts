import type { IncomingMessage } from 'node:http';
import { GateRefusal } from './refusal.ts';

/** A fresh label each time is a fresh origin; anything else is a rebound name or a page that guesses. */
const HOST = /^([a-z0-9]{16,40})\.localhost:([1-9][0-9]{0,4})$/;

/** The label this request came to. @throws {GateRefusal} `host` for anything but one `<label>.localhost:<our port>`. */
export function labelOf(request: IncomingMessage, port: number): string {
  const hosts = request.headersDistinct['host'] ?? [];
  const [, label, at] = HOST.exec(hosts.length === 1 ? (hosts[0] ?? '') : '') ?? [];
  if (label === undefined || at !== String(port)) throw new GateRefusal('host');
  return label;
}

const only = (request: IncomingMessage, header: string): string | undefined => {
  const values = request.headersDistinct[header];
  if (values === undefined) return undefined;
  return values.length === 1 ? values[0] : 'twice';
};

/** A call changes something: only the window's own script may make it. @throws {GateRefusal} `origin` */
export function requireOwnScript(request: IncomingMessage): void {
  if (only(request, 'origin') !== `http://${request.headers.host}`) throw new GateRefusal('origin');
  if ((only(request, 'sec-fetch-site') ?? 'same-origin') !== 'same-origin') throw new GateRefusal('origin');
  if ((only(request, 'sec-fetch-dest') ?? 'empty') !== 'empty') throw new GateRefusal('origin');
}

/** The document may be navigated to from the portal, never framed or fetched. @throws {GateRefusal} `origin` */
export function requireNavigation(request: IncomingMessage): void {
  if ((only(request, 'sec-fetch-mode') ?? 'navigate') !== 'navigate') throw new GateRefusal('origin');
  if ((only(request, 'sec-fetch-dest') ?? 'document') !== 'document') throw new GateRefusal('origin');
}

/** Assets are for the window's own document. @throws {GateRefusal} `origin` */
export function requireOwnDocument(request: IncomingMessage): void {
  const site = only(request, 'sec-fetch-site') ?? 'same-origin';
  if (site !== 'same-origin') throw new GateRefusal('origin');
}
