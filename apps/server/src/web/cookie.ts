import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '../operation.ts';
import type { SideName } from './sessions.ts';

/** `__Host-` binds the cookie to one host over https (ASVS 3.3.1); browsers accept it only with Secure, so plain http goes without. */
export const cookieName = (side: SideName, isSecure: boolean): string => (isSecure ? `__Host-${side}` : side);

const options = (isSecure: boolean): CookieSerializeOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
  secure: isSecure,
});

export const readCookie = (request: FastifyRequest, side: SideName, isSecure: boolean): string | undefined =>
  request.cookies[cookieName(side, isSecure)];

/** Beside the session's and apart from it: it outlives log-outs, and opens nothing. */
const browserName = (isSecure: boolean): string => (isSecure ? '__Host-browser' : 'browser');

export const browserOf = (request: FastifyRequest, reply: FastifyReply, isSecure: boolean): Act['browser'] => ({
  token: request.cookies[browserName(isSecure)],
  keep: (token, until) => void reply.setCookie(browserName(isSecure), token, { ...options(isSecure), expires: until }),
});

export const writeCookie = (reply: FastifyReply, side: SideName, isSecure: boolean): Act['cookie'] => ({
  set: (token, expires) => void reply.setCookie(cookieName(side, isSecure), token, { ...options(isSecure), expires }),
  clear: () => void reply.clearCookie(cookieName(side, isSecure), options(isSecure)),
});
