import { accessSync, constants, readlinkSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a dialog may appear: the bridge's own desktop session, or the terminal in which it was started. */
export interface Desktop {
  readonly display?: string;
  readonly wayland?: string;
  readonly terminal?: string;
}

/** What the dialog program needs to find the session, and no more: LD_PRELOAD, GTK_MODULES and their like could read the PIN. */
const PASSED = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
  'XDG_CURRENT_DESKTOP',
  'DBUS_SESSION_BUS_ADDRESS',
  'HOME',
  'GDK_SCALE',
  'QT_SCALE_FACTOR',
] as const;

/** @returns undefined when the bridge runs outside any session: a service of the system, a remote shell without terminal. */
export function desktopOf(environment: Environment = process.env): Desktop | undefined {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = environment;
  const terminal = ownTerminal();
  const desktop = {
    ...(display ? { display } : {}),
    ...(wayland ? { wayland } : {}),
    ...(terminal ? { terminal } : {}),
  };
  return Object.keys(desktop).length === 0 ? undefined : desktop;
}

function ownTerminal(): string | undefined {
  try {
    const target = readlinkSync('/proc/self/fd/0');
    return /^\/dev\/(pts\/\d+|tty\d+)$/.test(target) ? target : undefined;
  } catch {
    return undefined;
  }
}

export function dialogEnvironment(environment: Environment = process.env): Record<string, string> {
  const passed = PASSED.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Always UTF-8: with the C locale pinentry refuses Chinese text.
  return {
    ...Object.fromEntries(passed),
    PATH: '/usr/bin:/bin',
    LC_ALL: localeOf(environment),
    TERM: environment['TERM'] ?? 'dumb',
  };
}

const localeOf = (environment: Environment): string => {
  const own = environment['LC_ALL'] ?? environment['LC_CTYPE'] ?? environment['LANG'] ?? '';
  return /\.utf-?8$/i.test(own) ? own : 'C.UTF-8';
};

const graphical = ['pinentry-gnome3', 'pinentry-gtk-2', 'pinentry-qt', 'pinentry-qt5', 'pinentry-x11'];

/**
 * The programs to try, best first. gnome3 speaks to the shell by D-Bus and answers at once where there is none.
 * @param configured an absolute path; when given, nothing else is tried.
 */
export function findPinentries(
  desktop: Desktop,
  configured: string | undefined,
  environment: Environment = process.env,
): readonly string[] {
  if (configured !== undefined) return isProgram(configured) ? [configured] : [];
  const names = [
    ...(desktop.display !== undefined || desktop.wayland !== undefined ? graphical : []),
    ...(desktop.terminal !== undefined ? ['pinentry-curses'] : []),
  ];
  // A relative entry of PATH would let whoever fills the current folder bring his own dialog.
  const folders = (environment['PATH'] ?? '/usr/bin:/bin').split(':').filter((folder) => isAbsolute(folder));
  return names.flatMap((name) => {
    const found = folders.map((folder) => join(folder, name)).find(isProgram);
    return found === undefined ? [] : [found];
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const { mode, uid } = statSync(path);
    const isTrusted = uid === 0 || uid === process.getuid?.();
    return isAbsolute(path) && isTrusted && (mode & 0o002) === 0;
  } catch {
    return false;
  }
}
