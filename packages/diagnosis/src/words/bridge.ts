import type { Diagnosis } from '../entry.ts';

/** The bridge, its window, and what the portal's page hears of them. */
export const bridgeWords = {
  bridge_missing: {
    severity: 'warn',
    title: { zh: '可能没有安装证书助手', en: 'The bridge may not be installed' },
    cause: { zh: '证书助手可能没有安装。', en: 'The bridge may not be installed on this computer.' },
    advice: {
      zh: '请先关闭所有浏览器，并且不要插入KEY，再进行安装。',
      en: 'Close all browsers and leave the UKey unplugged while installing it.',
    },
    help: 'bridge',
  },
  bridge_not_running: {
    severity: 'warn',
    title: { zh: '证书助手没有启动', en: 'The bridge is not running' },
    cause: { zh: '证书助手可能没有启动。', en: 'The bridge may not be running.' },
    advice: { zh: '请在“开始”菜单中打开它。', en: 'Please start it from the Start menu.' },
    help: 'bridge',
  },
  bridge_blocked: {
    severity: 'warn',
    title: { zh: '证书助手被安全软件拦截', en: 'Security software blocks the bridge' },
    cause: { zh: '安全软件可能拦截了证书助手。', en: 'Security software may be blocking the bridge.' },
    advice: { zh: '请在安全软件里允许它运行。', en: 'Please allow it to run there.' },
    help: 'bridge',
  },
  bridge_too_old: {
    severity: 'warn',
    title: { zh: '证书助手版本过低', en: 'The bridge is too old' },
    cause: {
      zh: '这台电脑上的证书助手版本过低，不能继续使用。',
      en: 'The version of the bridge on this computer can no longer be used.',
    },
    advice: {
      zh: '请关闭所有浏览器并拔出KEY，安装新版本后再打开网页、插入KEY。',
      en: 'Close all browsers and unplug the UKey, install the new version, then open the page and plug the UKey in.',
    },
    help: 'bridge',
  },
  bridge_silent: {
    severity: 'warn',
    title: { zh: '证书助手没有响应', en: 'The bridge did not answer' },
    cause: { zh: '网页没有等到证书助手的回应。', en: 'The page has heard nothing of the bridge.' },
    advice: {
      zh: '请按下面的可能原因逐项检查；证书助手启动后会自动继续。',
      en: 'Check the possible causes below; it goes on by itself as soon as the bridge runs.',
    },
    help: 'bridge',
  },
  window_blocked: {
    severity: 'warn',
    title: { zh: '浏览器拦截了弹出窗口', en: 'The browser blocked the pop-up window' },
    cause: { zh: '证书助手的窗口没有打开。', en: 'The window of the bridge was not opened.' },
    advice: {
      zh: '请点击地址栏右侧的拦截图标，允许本网站弹出窗口，然后再点击一次按钮。',
      en: 'Click the blocker icon at the right of the address bar, allow pop-ups for this site, and click the button again.',
    },
    help: 'browser',
  },
  window_closed: {
    severity: 'warn',
    title: { zh: '窗口被关闭', en: 'The window was closed' },
    cause: { zh: '打开的窗口可能被关闭了。', en: 'The window may have been closed.' },
    advice: { zh: '请再点击一次按钮。', en: 'Please click the button again.' },
    help: 'browser',
  },
  origin_not_trusted: {
    severity: 'stop',
    title: { zh: '证书助手不信任这个网站', en: 'The bridge does not trust this website' },
    cause: {
      zh: '这台电脑的证书助手没有把这个网站列为可信网站。',
      en: 'This website is not among those that the bridge on this computer trusts.',
    },
    advice: {
      zh: '请核对网址是否是发证机构的网站；确认无误后，请从该网站重新安装证书助手，或联系管理员。',
      en: 'Check that the address is the one of the CA; if it is, install the bridge again from there, or ask your administrator.',
    },
    help: 'bridge',
  },
  pairing_expired: {
    severity: 'warn',
    title: { zh: '等待时间已过', en: 'The time is over' },
    cause: { zh: '证书助手没有及时连接。', en: 'The bridge did not connect in time.' },
    advice: { zh: '请再点击一次按钮重新开始。', en: 'Please click the button again to start over.' },
    help: 'bridge',
  },
  outcome_unknown: {
    severity: 'warn',
    title: { zh: '核对中', en: 'Being settled' },
    cause: {
      zh: '没有等到KEY的答复，KEY没有损坏。',
      en: 'The UKey did not answer in time. No harm is done.',
    },
    advice: {
      zh: '请插好KEY，重新获取验证码，再点击“重置”，系统会先向KEY核对结果，再接着完成，不需要重新审核。',
      en: 'Plug it in, get a new code and click Reset again; the result is checked with the UKey first and then completed. No new review is needed.',
    },
    help: 'reset',
  },
  reset_expired: {
    severity: 'warn',
    title: { zh: '重置超时', en: 'The reset ran out of time' },
    cause: { zh: '这次重置没有在规定时间内完成。', en: 'The reset was not completed in time.' },
    advice: {
      zh: '请插好KEY，重新获取验证码再试。',
      en: 'Plug the UKey in, get a new code and try again.',
    },
    help: 'reset',
  },
  not_completed: {
    severity: 'warn',
    title: { zh: '重置没有完成', en: 'The reset did not complete' },
    cause: { zh: '重置没有完成。', en: 'The reset did not complete.' },
    advice: {
      zh: '请再试一次；仍不成功请联系客服。',
      en: 'Please try again; if it persists, contact support.',
    },
    help: 'reset',
  },
} as const satisfies Readonly<Record<string, Diagnosis>>;
