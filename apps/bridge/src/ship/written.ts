/** A path as Exec= of a .desktop file wants it (Desktop Entry Specification, "The Exec key"): quoted once for it, once for the file. */
export const inDesktopEntry = (path: string): string =>
  `"${path
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

/**
 * A program's path as ExecStart= of a systemd unit wants it (systemd.service, "Command lines"): variables are not looked for in the first
 * word. Undefined for a path that systemd refuses however it is written.
 */
export const inUnit = (path: string): string | undefined =>
  /["'\\]/.test(path) ? undefined : `"${path.replaceAll('%', '%%')}"`;

export const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
