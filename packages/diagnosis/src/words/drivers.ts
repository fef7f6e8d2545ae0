import type { Diagnosis } from '../entry.ts';

/** What a driver finds: middleware, libraries, and what is plugged in. */
export const driverWords = {
  service_not_running: {
    severity: 'warn',
    title: { zh: '智能卡服务没有运行', en: 'The smart card service is not running' },
    cause: {
      zh: '系统的智能卡服务没有运行，读不到经由它连接的KEY。',
      en: 'The smart card service of the system is not running, so UKeys that need it cannot be read.',
    },
    advice: {
      zh: '请重新启动电脑；Windows 上可在“服务”里启动“Smart Card”，Linux 上请启动 pcscd。',
      en: 'Restart the computer; on Windows start “Smart Card” under Services, on Linux start pcscd.',
    },
    help: 'ukey',
  },
  library_missing: {
    severity: 'warn',
    title: { zh: '没有安装KEY的驱动', en: 'The driver of the UKey is not installed' },
    cause: {
      zh: '没有找到KEY厂商的驱动程序。',
      en: 'The library of the UKey’s maker was not found.',
    },
    advice: {
      zh: '请从发证机构的网站下载并安装KEY的驱动，然后重新插入KEY。',
      en: 'Install the UKey’s driver from the website of the CA, then plug the UKey in again.',
    },
    help: 'ukey',
  },
  library_refused: {
    severity: 'stop',
    title: { zh: 'KEY的驱动没有通过校验', en: 'The driver of the UKey did not pass the check' },
    cause: {
      zh: 'KEY的驱动文件与登记的不一致，证书助手没有加载它。',
      en: 'The driver’s file is not the one that was recorded, so the bridge did not load it.',
    },
    advice: {
      zh: '如果刚更新过驱动，请安装最新版证书助手；否则请联系管理员检查这个文件。',
      en: 'If the driver was updated, install the latest bridge; otherwise ask your administrator to look at that file.',
    },
    help: 'ukey',
  },
  library_wrong_bitness: {
    severity: 'warn',
    title: { zh: 'KEY的驱动与系统位数不符', en: 'The driver is of the wrong bitness' },
    cause: {
      zh: 'KEY的驱动是 32 位的，证书助手需要另一个 32 位程序才能使用它；或者装错了版本。',
      en: 'The driver is made for another kind of processor or is 32-bit, and the part of the bridge that could use it is missing.',
    },
    advice: {
      zh: '请安装与系统相符的KEY驱动，并重新安装证书助手。',
      en: 'Install the driver that fits this system, and install the bridge again.',
    },
    help: 'ukey',
  },
  driver_crashed: {
    severity: 'warn',
    title: { zh: 'KEY的驱动异常退出', en: 'The driver of the UKey crashed' },
    cause: {
      zh: 'KEY的驱动出错退出，证书助手已重新启动它。',
      en: 'The driver stopped with an error; the bridge has started it again.',
    },
    advice: {
      zh: '请拔出KEY，等几秒再插好，然后重新开始；反复出现时请更新KEY的驱动。',
      en: 'Unplug the UKey, wait some seconds, plug it in and start again; if it keeps happening, update the driver.',
    },
    help: 'ukey',
  },
  driver_hangs: {
    severity: 'warn',
    title: { zh: 'KEY的驱动没有响应', en: 'The driver of the UKey does not answer' },
    cause: {
      zh: 'KEY的驱动长时间没有响应，证书助手已重新启动它。',
      en: 'The driver did not answer for a long time; the bridge has started it again.',
    },
    advice: {
      zh: '请关闭其他使用KEY的程序，拔出KEY，换一个USB接口插好，再重新开始。',
      en: 'Close other programs that use the UKey, plug it into another USB port and start again.',
    },
    help: 'ukey',
  },
  vendor_error: {
    severity: 'warn',
    title: { zh: 'KEY的驱动报告了错误', en: 'The driver of the UKey reported an error' },
    cause: { zh: 'KEY的驱动返回了错误。', en: 'The driver of the UKey’s maker returned an error.' },
    advice: {
      zh: '请拔出KEY重新插入，再重新开始；仍然出现时，请把诊断信息发给客服。',
      en: 'Plug the UKey in again and start over; if it persists, send the diagnostic report to support.',
    },
    help: 'ukey',
  },
  no_ukey: {
    severity: 'warn',
    title: { zh: '没有找到KEY', en: 'No UKey found' },
    cause: { zh: '没有找到插入的KEY。', en: 'No UKey is plugged in, or it cannot be seen.' },
    advice: {
      zh: '请确认KEY已插好、指示灯亮起；换一个USB接口，再试一次。如果其他程序正在使用KEY，请先关闭它。',
      en: 'Make sure that the UKey is plugged in and its light is on; use another USB port and try again. If another program uses the UKey, close it first.',
    },
    help: 'ukey',
  },
  several_ukeys: {
    severity: 'note',
    title: { zh: '插入了多个KEY', en: 'Several UKeys are plugged in' },
    cause: { zh: '这台电脑上插着多个KEY。', en: 'More than one UKey is plugged into this computer.' },
    advice: {
      zh: '请只保留要办理的那一个，或从列表中选择。',
      en: 'Leave only the one it is about, or choose it from the list.',
    },
    help: 'ukey',
  },
  ukey_unknown: {
    severity: 'stop',
    title: { zh: '不认识的KEY', en: 'A UKey that is not known' },
    cause: {
      zh: '插入的KEY或智能卡不是证书助手认识的型号。',
      en: 'What is plugged in is of no model that the bridge knows.',
    },
    advice: {
      zh: '请换成发证机构发放的KEY；如果就是它，请点击“复制诊断信息”发给客服，我们会增加支持。',
      en: 'Use the UKey that the CA gave you; if this is the one, copy the diagnostic report and send it to support so that it can be added.',
    },
    help: 'ukey',
  },
  ukey_busy: {
    severity: 'warn',
    title: { zh: 'KEY被其他程序占用', en: 'Another program is using the UKey' },
    cause: { zh: 'KEY正被其他程序占用。', en: 'Another program is using the UKey.' },
    advice: {
      zh: '请关闭投标、报税等正在使用KEY的程序，再重新开始。',
      en: 'Close the programs that use it, then start again.',
    },
    help: 'ukey',
  },
  ukey_removed: {
    severity: 'warn',
    title: { zh: '中途拔出KEY', en: 'The UKey was pulled out meanwhile' },
    cause: { zh: '操作中途KEY被拔出。', en: 'The UKey was pulled out meanwhile.' },
    advice: { zh: '请重新插好KEY，再重新开始。', en: 'Plug it in again and start again.' },
    help: 'ukey',
  },
  pin_locked: {
    severity: 'warn',
    title: { zh: 'CA密码已锁定', en: 'The PIN is locked' },
    cause: {
      zh: 'CA密码输错次数过多，KEY已锁定。',
      en: 'The PIN was typed wrong too often and the UKey has locked it.',
    },
    advice: { zh: '请申请CA密码重置，不需要更换证书。', en: 'Apply for a PIN reset; the certificate stays as it is.' },
    help: 'reset',
  },
  admin_tries_low: {
    severity: 'stop',
    title: { zh: '管理员密码剩余次数不足', en: 'Too few admin tries are left' },
    cause: {
      zh: 'KEY剩余的管理员尝试次数不足，为避免KEY锁死已停止。',
      en: 'Too few admin tries are left, so it was stopped to keep the UKey safe.',
    },
    advice: { zh: '请联系客服，或到服务网点办理。', en: 'Please contact support, or visit a counter.' },
    help: 'contact',
  },
} as const satisfies Readonly<Record<string, Diagnosis>>;
