import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a POST comes from our own page (ASVS 3.5.1). Browsers send `Origin` with every POST and set `Sec-Fetch-Site` themselves,
 * so neither can be forged by another site's script; a caller that sends neither is no page of ours.
 */
export const isSameOrigin = (headers: IncomingHttpHeaders, origin: string): boolean =>
  headers.origin === origin || headers['sec-fetch-site'] === 'same-origin';
