import { isIP } from 'node:net';

/** Names that lead to this computer or into a private network (RFC 6761, RFC 6762, RFC 8375), or nowhere. */
const inner = ['localhost', 'local', 'internal', 'intranet', 'lan', 'home.arpa', 'test', 'invalid', 'example'];

/** Whether an address may be a gateway's or our own in production: https, a public name, no bare IP address, no user in it. */
export function isPublicHttps(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  const name = hostname.replace(/\.$/, '');
  const isAddress = isIP(name) !== 0 || name.startsWith('[');
  const isInner = !name.includes('.') || inner.some((end) => name === end || name.endsWith(`.${end}`));
  return protocol === 'https:' && !isAddress && !isInner && username === '' && password === '';
}
