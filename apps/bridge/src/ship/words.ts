/** `{}` is where the detail stands: a path, a port; else it follows in brackets. */
const sentences = {
  notShipped: [
    '这是开发环境里的证书助手，不能安装或卸载；请用 npm run ship 生成安装包后再试。',
    'This bridge runs from its sources and cannot be installed or uninstalled: make an archive with npm run ship first.',
  ],
  damaged: [
    '安装包不完整，请重新下载、解压全部文件后再安装。',
    'The archive is not complete: download it again and unpack all of it.',
  ],
  doesNotStop: [
    '正在运行的证书助手没有停止，请注销后再试。',
    'The bridge that is running does not stop: log out of the computer, then try again.',
  ],
  installed: ['证书助手已安装。', 'The bridge is installed.'],
  running: [
    '证书助手已启动，请打开浏览器、插入KEY，回到网页继续。',
    'It is running: open your browser, plug in your UKey and go on in the portal.',
  ],
  doesNotStart: [
    '证书助手已安装，但没有启动；请运行 "{}" doctor 查看原因。',
    'It is installed but does not start: "{}" doctor tells why.',
  ],
  portTaken: [
    '证书助手已安装，但没有启动：端口 {} 正被另一个程序使用，也许是从别的文件夹启动的证书助手。请关闭那个程序，或重新登录电脑。',
    'It is installed but not started: port {} is used by another program, perhaps by a bridge from another folder. Close that one, or log out and in again.',
  ],
  noConfig: [
    '安装包里没有配置，请管理员放置后再启动。',
    'The archive came without a configuration: the administrator puts it there, then start the bridge.',
  ],
  notInstalled: ['没有安装证书助手。', 'The bridge is not installed.'],
  halfDone: [
    '有一次密码重置还没有完成，只有这台电脑能接着完成。请先完成它；一定要卸载时运行 "{}" uninstall --anyway 。',
    'A reset is not finished, and only this computer can finish it. Finish it first, or run "{}" uninstall --anyway .',
  ],
  uninstalled: ['证书助手已卸载，没有留下任何文件。', 'The bridge is uninstalled, and nothing of it is left.'],
} as const;

export type Sentence = keyof typeof sentences;

/** One line, 中文 and English. */
export function say(sentence: Sentence, detail?: string): void {
  const line = sentences[sentence].join(' ');
  const isInside = line.includes('{}');
  const said = isInside ? line.replaceAll('{}', () => detail ?? '') : line;
  console.log(detail === undefined || isInside ? said : `${said} (${detail})`);
}
