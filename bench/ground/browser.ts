import { type Client, createClient, type Operations } from '@jiesuo/contract';

/** A browser on one side of the product: keeps its cookies, names its origin. */
export function openBrowser<T extends Operations>(operations: T, origin: string): Client<T> {
  const cookies = new Map<string, string>();
  return createClient(operations, {
    baseUrl: origin,
    async fetch(url, init) {
      const headers = new Headers(init?.headers);
      headers.set('origin', origin);
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await fetch(url, { ...init, headers });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  });
}
