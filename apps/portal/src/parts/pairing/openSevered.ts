/**
 * An empty window for the bridge, severed before it leads anywhere: neither page can then steer the other (look-alike pages while the
 * PIN is half typed). Must be called inside the click, or the browser takes it for a pop-up. @returns null when it was blocked.
 */
export function openSevered(): Window | null {
  const bridge = window.open('about:blank', '_blank', 'popup,width=560,height=720');
  if (!bridge || bridge.closed) return null;
  bridge.opener = null;
  return bridge;
}
