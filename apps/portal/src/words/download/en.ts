import type { DownloadWords } from './zh.ts';

export const downloadEn: DownloadWords = {
  title: 'Download the bridge',
  lead: 'The bridge is a local program between the browser and the UKey. Neither installing nor uninstalling it needs an administrator, and it installs no root certificate.',
  forYou: 'For this computer',
  download: (system) => `Download for ${system}`,
  version: (version, size) => `Version ${version}, ${size}`,
  systems: { 'win32-x64': 'Windows (64-bit)', 'linux-x64': 'Linux (x86-64)', 'linux-arm64': 'Linux (ARM64)' },
  none: 'This site offers no download at the moment. Please ask the support.',
  without: {
    old_windows: {
      title: 'This Windows is too old',
      text: 'The bridge needs Windows 10 or later and does not run on Windows XP, 7, 8 or 8.1. Please use a computer with Windows 10 or 11: the UKey can be plugged into any computer, and works on this one again after the reset. If there is none, bring the UKey and your papers to the counter.',
    },
    windows_32: {
      title: 'This may be a 32-bit Windows',
      text: 'The bridge needs a 64-bit Windows 10 or later. Settings, System, About tells the system type: if it is 64-bit, take the Windows version below; if it is 32-bit, please use another computer.',
    },
    macos: {
      title: 'There is no version for macOS',
      text: 'Please use a computer with Windows 10, Windows 11 or Linux; the UKey works everywhere again after the reset.',
    },
    phone: {
      title: 'Please open this page on a computer',
      text: 'The UKey must be plugged into a computer to be reset: open this page there.',
    },
    other: {
      title: 'Your system was not recognised',
      text: 'Please choose from the list below; if none fits, use a computer with Windows 10 or 11.',
    },
  },
  stepsTitle: 'How to install',
  steps: {
    win32: [
      [
        'Close the browser, unplug the UKey',
        'Note the address of this page, close all browser windows and leave the UKey unplugged.',
      ],
      [
        'Unpack all files',
        'Right-click the downloaded archive and choose Extract All. Do not run anything inside the archive.',
      ],
      [
        'Double-click install.cmd',
        'It lies in the unpacked folder. When it says that the bridge is running, you are done. If Windows warns you, check where the file came from, then choose More info, Run anyway.',
      ],
      ['Open the browser, plug in the UKey', 'Come back to this site, choose CA PIN reset and click Read.'],
    ],
    linux: [
      [
        'Close the browser, unplug the UKey',
        'Note the address of this page, close all browser windows and leave the UKey unplugged.',
      ],
      ['Unpack', 'Open a terminal in the download folder and run tar xzf with the name of the archive.'],
      [
        'Run ./jiesuo-bridge install',
        'In the unpacked folder, and not as root. When it says that the bridge is running, you are done.',
      ],
      ['Open the browser, plug in the UKey', 'Come back to this site, choose CA PIN reset and click Read.'],
    ],
  },
  start: 'Start the bridge',
  startHint: 'If it is installed but not running, start it here; the browser asks whether it may open it.',
  extension: {
    title: 'Browser extension (few people need it)',
    lead: 'Most people do not need it: the bridge uses a window of its own. Where the browser does not open that window, the extension lets this site reach the bridge through the browser. It works on this site only and reads no page.',
    store: 'Install from the store',
    download: (size) => `Download the extension (${size})`,
    byHand: [
      'Browsers without a store (360, QQ, those of domestic Linux systems):',
      'Unpack the extension, turn on the developer mode among the browser’s extensions, choose Load unpacked, then the unpacked folder. Do not move or delete that folder later.',
    ],
    byPolicy: [
      'For a whole organisation:',
      'The administrator adds this line to the browser policy ExtensionInstallForcelist, and users need not do anything. On Windows, Chrome and Edge want the computer to be joined to a domain.',
    ],
    needsBridge: 'The extension does not replace the bridge: install both, the bridge first.',
  },
  allTitle: 'All versions',
  checkTitle: 'Check what you downloaded',
  check: 'Compare the result with the SHA-256 above: only the same is the whole file.',
  checkWindows: 'Windows, in a command prompt:',
  checkLinux: 'Linux, in a terminal:',
  wontTitle: 'What does not work',
  wont: [
    [
      'Windows XP, 7, 8, 8.1',
      'The bridge does not run there. Please use a computer with Windows 10 or 11; the UKey works on the old one again after the reset.',
    ],
    ['Internet Explorer', 'This site does not open. Use Microsoft Edge, Chrome, or the fast mode of the 360 browser.'],
    [
      'The compatibility mode of the 360, QQ and Sogou browsers',
      'This site does not open. Click the “e” or lightning icon at the right of the address bar and choose the fast mode.',
    ],
    ['32-bit Windows, macOS, phones and tablets', 'There is no version for them: please use another computer.'],
  ],
  removeTitle: 'Uninstall',
  remove: [
    'Windows: find the bridge in Settings, Apps and choose Uninstall, or double-click uninstall.cmd in the unpacked folder.',
    'Linux: run ~/.local/share/jiesuo-bridge/jiesuo-bridge uninstall',
    'Nothing is left behind. If a reset is not finished, you are told first.',
  ],
};
