import { join } from 'node:path';
import { hostManifest, hostManifestPlaces } from '../carriers/extension.ts';
import { SCHEME } from '../carriers/link.ts';
import { installFolder, programName, type Surroundings } from './home.ts';
import type { Trace } from './traces.ts';
import { inDesktopEntry, inUnit, inXml } from './written.ts';

export const UNIT = 'jiesuo-bridge.service';
const NAME = { zh: '证书助手', en: 'Jiesuo bridge' };

export interface Planned {
  readonly version: string;
  /** Ids of the browser extensions that may start the bridge. */
  readonly extensions: readonly string[];
}

/**
 * What install leaves beside the program on this system: the start at log-in, the address `jiesuo-bridge://`, an entry in the menu,
 * and what tells browsers of the bridge.
 */
export function tracesOf(around: Surroundings, { version, extensions }: Planned): readonly Trace[] {
  const executable = join(installFolder(around), programName(around.platform));
  const hosts = nativeHosts(executable, around, extensions);
  if (around.platform === 'win32') return [...windows(executable, around, version), ...hosts];
  return [...(around.platform === 'darwin' ? macos(executable, around) : linux(executable, around)), ...hosts];
}

/** Native messaging: a browser finds the bridge by a small file, on Windows by a key that names one. */
function nativeHosts(executable: string, around: Surroundings, extensions: readonly string[]): readonly Trace[] {
  if (extensions.length === 0) return [];
  const { files, registryKeys } = hostManifestPlaces(around.platform, around.homeFolder);
  const text = `${JSON.stringify(hostManifest(executable, extensions), null, 2)}\n`;
  const file = join(installFolder(around), 'native-messaging.json');
  const paths = registryKeys.length === 0 ? files : [file];
  return [
    ...paths.map((path): Trace => ({ kind: 'file', path, text })),
    ...registryKeys.map((key): Trace => ({ kind: 'registry', key, name: '', data: file, isWhole: true })),
  ];
}

function linux(executable: string, { environment, homeFolder, hasUserSystemd }: Surroundings): readonly Trace[] {
  const config = environment['XDG_CONFIG_HOME'] ?? join(homeFolder, '.config');
  const data = environment['XDG_DATA_HOME'] ?? join(homeFolder, '.local', 'share');
  const entry = `${SCHEME}.desktop`;
  const open = `${inDesktopEntry(executable)} open`;
  const head = `[Desktop Entry]\nType=Application\nName=${NAME.en}\nName[zh_CN]=${NAME.zh}\n`;
  const traces: Trace[] = [
    // The session's own start, not systemd's: only here does a program learn where the person's screen is.
    {
      kind: 'file',
      path: join(config, 'autostart', entry),
      text: `${head}Exec=${open}\nNoDisplay=true\nX-GNOME-Autostart-enabled=true\n`,
    },
    {
      kind: 'file',
      path: join(data, 'applications', entry),
      text: `${head}Exec=${open} %u\nMimeType=x-scheme-handler/${SCHEME};\nCategories=Utility;Security;\n`,
    },
    {
      kind: 'line',
      path: join(config, 'mimeapps.list'),
      section: 'Default Applications',
      key: `x-scheme-handler/${SCHEME}`,
      value: entry,
    },
  ];
  const program = inUnit(executable);
  if (hasUserSystemd && program !== undefined)
    traces.push({ kind: 'file', path: join(config, 'systemd', 'user', UNIT), text: unit(program) });
  return traces;
}

const unit = (program: string): string => `[Unit]
Description=${NAME.en}: between the browser and the UKey

[Service]
Type=exec
ExecStart=${program} start
TimeoutStopSec=15
Restart=on-failure
RestartSec=2
UMask=0077
# A PIN must not lie in a core dump.
LimitCORE=0
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
`;

function windows(executable: string, { environment, homeFolder }: Surroundings, version: string): readonly Trace[] {
  const user = 'HKCU\\Software';
  const current = `${user}\\Microsoft\\Windows\\CurrentVersion`;
  const scheme = `${user}\\Classes\\${SCHEME}`;
  const value = (key: string, name: string, data: string, isWhole = true): Trace => ({
    kind: 'registry',
    key,
    name,
    data,
    isWhole,
  });
  const menu = join(
    environment['APPDATA'] ?? join(homeFolder, 'AppData', 'Roaming'),
    'Microsoft',
    'Windows',
    'Start Menu',
    'Programs',
  );
  const uninstall = `${current}\\Uninstall\\${SCHEME}`;
  return [
    value(`${current}\\Run`, SCHEME, `"${executable}" start`, false),
    value(scheme, '', `URL:${NAME.zh}`),
    value(scheme, 'URL Protocol', ''),
    value(`${scheme}\\shell\\open\\command`, '', `"${executable}" open "%1"`),
    value(uninstall, 'DisplayName', NAME.zh),
    value(uninstall, 'DisplayVersion', version),
    value(uninstall, 'Publisher', 'Jiesuo'),
    value(uninstall, 'UninstallString', `"${executable}" uninstall`),
    // No shortcut file, which only the system's own objects can write: an Internet shortcut is text.
    {
      kind: 'file',
      path: join(menu, `${NAME.zh}.url`),
      text: `[InternetShortcut]\r\nURL=${SCHEME}://start\r\nIconFile=${executable}\r\nIconIndex=0\r\n`,
    },
  ];
}

function macos(executable: string, { homeFolder }: Surroundings): readonly Trace[] {
  const label = 'cn.jiesuo.bridge';
  return [
    {
      kind: 'file',
      path: join(homeFolder, 'Library', 'LaunchAgents', `${label}.plist`),
      text: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>Label</key><string>${label}</string>
<key>ProgramArguments</key><array><string>${inXml(executable)}</string><string>start</string></array>
<key>RunAtLoad</key><true/>
<key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
<key>LimitLoadToSessionType</key><string>Aqua</string>
</dict></plist>
`,
    },
  ];
}
