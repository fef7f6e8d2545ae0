import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../tree.js';
import { file, program } from './contents.ts';
import type { System } from './systems.ts';
import type { Entry } from './tar.ts';

const windows = `证书助手

安装：关闭所有浏览器，拔出KEY，双击 install.cmd。不需要管理员权限。
卸载：双击 uninstall.cmd，或在“设置 - 应用”里卸载。
需要 Windows 10 或更新版本。

The bridge between your browser and your UKey

Install: close all browsers, take the UKey out, double-click install.cmd. No administrator is needed.
Uninstall: double-click uninstall.cmd, or use Settings - Apps.
Windows 10 or later is needed.
`;

const linux = `证书助手

安装：关闭所有浏览器，拔出KEY，在本文件夹打开终端，运行 ./jiesuo-bridge install 。不需要管理员权限。
卸载：运行 ~/.local/share/jiesuo-bridge/jiesuo-bridge uninstall 。
需要 glibc 2.28 或更新版本。

The bridge between your browser and your UKey

Install: close all browsers, take the UKey out, open a terminal in this folder and run ./jiesuo-bridge install . No administrator is needed.
Uninstall: run ~/.local/share/jiesuo-bridge/jiesuo-bridge uninstall .
glibc 2.28 or later is needed.
`;

/**
 * cmd.exe waits for a program without a console only inside a script; the window stays until the person has read it. It runs elsewhere,
 * and is read as one line: uninstall removes the folder and this very script.
 */
const script = (verb: string) =>
  `@echo off\r\nchcp 65001 >nul\r\ncd /d "%TEMP%"\r\n("%~dp0jiesuo-bridge.exe" ${verb} & pause & exit /b)\r\n`;

/** What a person reads or double-clicks. */
export function leaflets({ archive }: System): readonly Entry[] {
  if (archive === 'tar.gz') return [file('README.txt', linux)];
  return [
    // With a byte order mark: the Notepad of Windows 10 before 1903 guesses the encoding.
    file('README.txt', `\ufeff${windows.replaceAll('\n', '\r\n')}`),
    program('install.cmd', Buffer.from(script('install'))),
    program('uninstall.cmd', Buffer.from(script('uninstall'))),
  ];
}

/** Beside every Node: that of the running one, which is of the version that is shipped. */
const nodeLicence = join(dirname(process.execPath), '..', 'LICENSE');
const RULE = `\n${'-'.repeat(78)}\n\n`;

/**
 * Licences of all that is shipped.
 * @param packages folders of the packages inside the executable.
 */
export function licences(packages: readonly string[]): Entry {
  const texts = packages.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const text = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const words = text === undefined ? '' : `\n${readFileSync(join(folder, text), 'utf8')}`;
    return `${name} ${version} (${license})\n${words}`;
  });
  const own = `Jiesuo\n\n${readFileSync(join(root, 'LICENSE'), 'utf8')}`;
  return file('LICENSES.txt', [own, ...texts, `Node.js\n\n${readFileSync(nodeLicence, 'utf8')}`].join(RULE));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
