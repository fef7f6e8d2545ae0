import { type AnchorHTMLAttributes, createContext, type MouseEvent, useContext } from 'react';

/** Gives the kit the app's router without knowing it. */
export const GoContext = createContext<(href: string) => void>((href) => {
  window.location.assign(href);
});
export const useGo = () => useContext(GoContext);

/** An in-app link: a plain click stays in the page, every other click is the browser's. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
