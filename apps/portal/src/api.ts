import {
  type Answer as AnswerOf,
  createClient,
  type Input,
  type Language,
  RefusalError,
  refusals,
  sentence,
  urlOf,
} from '@jiesuo/contract';
import { type Portal, portal } from '@jiesuo/contract/portal';

import { type Offers, readOffers } from './offers.ts';
import { paths } from './paths.ts';

let language: Language = 'zh';
let onLogInRequired: () => void = () => undefined;

/** The language that refusals and files are asked for in. */
export const speak = (next: Language) => {
  language = next;
};
/** Called whenever the server says that the log-in is gone. */
export const whenLogInRequired = (act: () => void) => {
  onLogInRequired = act;
};

export type Name = keyof Portal;
export type Ask<N extends Name> = Input<Portal[N]>;
export type Answer<N extends Name> = AnswerOf<Portal[N]>;

const heed = (error: unknown): never => {
  if (error instanceof RefusalError && error.code === 'log_in_required') onLogInRequired();
  throw error;
};

const client = createClient(portal, { language: () => language });
/** A request that outlives its page (at most 64 KiB). */
const lastingClient = createClient(portal, {
  language: () => language,
  fetch: (url, init) => fetch(url, { ...init, keepalive: true }),
});

/** Calls an operation. @throws {RefusalError} */
export const api = <N extends Name>(name: N, input: Ask<N>, isLeaving = false): Promise<Answer<N>> =>
  (isLeaving ? lastingClient : client)(name, input).catch(heed);

/** Address of one page of a material as a picture. */
export const previewUrl = (id: string, page: number) => urlOf(portal['materials.preview'], { id, page });

function refusalOf(request: XMLHttpRequest): RefusalError {
  try {
    const body = JSON.parse(request.responseText);
    if (typeof body?.code === 'string' && body.code in refusals) return new RefusalError(body);
  } catch {
    // Not a refusal of ours (a proxy's page, or nothing): said as `unavailable` below.
  }
  return new RefusalError({ code: 'unavailable', message: sentence('unavailable', language) });
}

/** Uploads a file with progress in percent: `fetch` cannot tell it. @throws {RefusalError} */
export function upload<N extends 'materials.upload' | 'payments.uploadVoucher' | 'mobileChanges.uploadPaper'>(
  name: N,
  input: Ask<N>,
  body: Blob,
  onProgress: (percent: number) => void,
): Promise<Answer<N>> {
  return new Promise<Answer<N>>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf(portal[name], input));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', language === 'zh' ? 'zh-CN' : 'en');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Answer<N>);
      else reject(refusalOf(request));
    };
    request.onerror = () => {
      reject(refusalOf(request));
    };
    request.send(body);
  }).catch(heed);
}

/** The list beside the bridge's archives, which is a file and no operation. Null where there is none. */
export async function fetchOffers(): Promise<Offers | null> {
  const answer = await fetch(paths.downloadList).catch(() => undefined);
  if (!answer?.ok) return null;
  return readOffers(await answer.json().catch(() => undefined)) ?? null;
}
