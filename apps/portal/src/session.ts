import { queryClient } from './queries.ts';

let isExpired = false;
const listeners = new Set<() => void>();
const tell = (expired: boolean) => {
  if (isExpired === expired) return;
  isExpired = expired;
  for (const listener of listeners) listener();
};

/** Whether the server has said that the log-in is gone while pages were open. They stay as they are, under a log-in dialog. */
export const expiry = {
  note: () => {
    tell(true);
  },
  clear: () => {
    tell(false);
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => isExpired,
};

/** Forgets everything of the person who was here. */
export function forgetPerson(): void {
  const settings = queryClient.getQueryData(['settings.show', {}]);
  queryClient.clear();
  if (settings) queryClient.setQueryData(['settings.show', {}], settings);
  expiry.clear();
}

const unfinished = new Set<() => Promise<void>>();
/** Registers what must still reach the server before a log-out. Returns how to take it back. */
export function beforeLogOut(finish: () => Promise<void>): () => void {
  unfinished.add(finish);
  return () => {
    unfinished.delete(finish);
  };
}
export const finishWork = () => Promise.allSettled([...unfinished].map((finish) => finish()));

/** Goes to a page by loading it anew, so that nothing of this person stays in memory. */
export const leaveTo = (href: string) => {
  window.location.assign(href);
};
