export const downloadZh = {
  title: '下载证书助手',
  lead: '证书助手是浏览器与KEY之间的本地程序（以前叫“控件”）。安装和卸载都不需要管理员权限，不安装任何根证书。',
  forYou: '适合这台电脑的版本',
  download: (system: string) => `下载：${system}`,
  version: (version: string, size: string) => `版本 ${version}，${size}`,
  systems: { 'win32-x64': 'Windows（64 位）', 'linux-x64': 'Linux（x86-64）', 'linux-arm64': 'Linux（ARM64）' },
  none: '本网站暂时没有提供下载，请联系客服。',
  without: {
    old_windows: {
      title: '这台电脑的 Windows 版本太旧',
      text: '证书助手需要 Windows 10 或更新版本，不能在 Windows XP、7、8、8.1 上运行。请换一台 Windows 10 或 11 的电脑办理：KEY可以插在任何一台电脑上，重置以后回到原来的电脑照常使用。没有别的电脑时，请带KEY和材料到柜台办理。',
    },
    windows_32: {
      title: '这台电脑可能是 32 位 Windows',
      text: '证书助手需要 64 位的 Windows 10 或更新版本。请在“设置 - 系统 - 关于”里查看“系统类型”；如果是 64 位，可以下载下面的 Windows 版；如果是 32 位，请换一台电脑办理。',
    },
    macos: {
      title: '没有 macOS 版',
      text: '请换一台 Windows 10、11 或 Linux 的电脑办理，重置以后KEY可以照常使用。',
    },
    phone: { title: '请在电脑上打开本页', text: 'KEY要插在电脑上才能重置，请用电脑打开本页下载。' },
    other: {
      title: '没有认出您的系统',
      text: '请在下面的列表里选择适合的版本；没有适合的，请换一台 Windows 10 或 11 的电脑。',
    },
  },
  stepsTitle: '安装步骤',
  steps: {
    win32: [
      ['关闭浏览器，拔出KEY', '先记下本页地址；关闭所有打开的浏览器窗口，不要插入KEY。'],
      ['解压全部文件', '右键点击下载的压缩包，选择“全部解压缩”。不要在压缩包里直接运行。'],
      [
        '双击 install.cmd',
        '在解压出来的文件夹里双击 install.cmd，看到“证书助手已启动”就装好了。Windows 提示保护时，核对来源后点“更多信息 - 仍要运行”。',
      ],
      ['打开浏览器，插入KEY', '回到本网站，点击“CA密码重置”，再点击“读取”。'],
    ],
    linux: [
      ['关闭浏览器，拔出KEY', '先记下本页地址；关闭所有打开的浏览器窗口，不要插入KEY。'],
      ['解压', '在下载文件夹打开终端，运行 tar xzf 加压缩包的名字。'],
      ['运行 ./jiesuo-bridge install', '进入解压出来的文件夹运行，不要用 root。看到“证书助手已启动”就装好了。'],
      ['打开浏览器，插入KEY', '回到本网站，点击“CA密码重置”，再点击“读取”。'],
    ],
  },
  start: '启动证书助手',
  startHint: '已经安装但没有运行时，点这里启动；浏览器会询问是否打开，请选择允许。',
  extension: {
    title: '浏览器扩展（不是人人需要）',
    lead: '多数人不需要它：证书助手用自己的窗口办理。浏览器打不开这个窗口时，装上扩展，本网站就能通过浏览器直接找到证书助手。扩展只在本网站起作用，不读取任何网页。',
    store: '从浏览器商店安装',
    download: (size: string) => `下载扩展（${size}）`,
    byHand: [
      '没有商店的浏览器（360、QQ、信创系统自带的浏览器等）：',
      '解压扩展，在浏览器的“扩展管理”里打开“开发者模式”，选择“加载已解压的扩展程序”，再选中解压出来的文件夹。以后不要移动或删除这个文件夹。',
    ],
    byPolicy: [
      '单位统一安装：',
      '管理员在浏览器策略 ExtensionInstallForcelist 里加入下面这一行，用户不用做任何事；Windows 上的 Chrome 和 Edge 要求电脑已加入域。',
    ],
    needsBridge: '扩展不能代替证书助手，请两样都安装；先装证书助手，再装扩展。',
  },
  allTitle: '全部版本',
  checkTitle: '核对下载的文件',
  check: '比较结果与上面的 SHA-256，完全相同才是完整的文件：',
  checkWindows: 'Windows：在命令提示符里运行',
  checkLinux: 'Linux：在终端里运行',
  wontTitle: '不能使用的系统和浏览器',
  wont: [
    [
      'Windows XP、7、8、8.1',
      '证书助手不能运行。请换一台 Windows 10 或 11 的电脑，重置以后KEY在原来的电脑上照常使用。',
    ],
    ['IE 浏览器', '本网站打不开。请改用 Microsoft Edge、Chrome，或 360 浏览器的极速模式。'],
    ['360、QQ、搜狗浏览器的兼容模式', '本网站打不开。点击地址栏右侧的“e”形或闪电图标，切换到“极速模式”。'],
    ['32 位 Windows、macOS、手机和平板', '没有相应的版本，请换一台电脑。'],
  ],
  removeTitle: '卸载',
  remove: [
    'Windows：在“设置 - 应用”里找到“证书助手”，点击“卸载”；或者双击安装文件夹里的 uninstall.cmd。',
    'Linux：运行 ~/.local/share/jiesuo-bridge/jiesuo-bridge uninstall 。',
    '卸载以后不留任何文件；有一次密码重置还没有完成时会先提醒您。',
  ],
};
export type DownloadWords = typeof downloadZh;
