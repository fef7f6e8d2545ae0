import type { Diagnosis } from '../entry.ts';

/** What goes wrong between the bridge's window, the bridge and the portal, before or beside the UKey. */
export const windowWords = {
  window_code_missing: {
    severity: 'note',
    title: { zh: '窗口不能单独打开', en: 'The window was opened on its own' },
    cause: { zh: '本窗口不能单独打开。', en: 'This window cannot be opened on its own.' },
    advice: {
      zh: '请关闭它，回到网页点击按钮重新打开。',
      en: 'Close it and click the button on the page again.',
    },
    help: 'reset',
  },
  window_peer: {
    severity: 'warn',
    title: { zh: '证书助手属于另一个用户', en: 'The bridge belongs to another user' },
    cause: {
      zh: '证书助手由这台电脑的另一个用户运行。',
      en: 'The bridge is run by another user of this computer.',
    },
    advice: {
      zh: '请用您自己的用户登录系统，并启动证书助手。',
      en: 'Log in to the system as yourself and start the bridge.',
    },
    help: 'bridge',
  },
  window_origin: {
    severity: 'warn',
    title: { zh: '请求不是本窗口发出的', en: 'The request was not the window’s' },
    cause: {
      zh: '这个请求不是本窗口发出的，已拒绝。',
      en: 'The request did not come from this window and was refused.',
    },
    advice: {
      zh: '请关闭本窗口，回到网页重新打开。',
      en: 'Close this window and open it again from the page.',
    },
    help: 'browser',
  },
  window_ended: {
    severity: 'note',
    title: { zh: '窗口停留过久', en: 'The window was open too long' },
    cause: { zh: '本窗口停留过久，已结束。', en: 'This window was open too long and has ended.' },
    advice: { zh: '请关闭它，回到网页重新开始。', en: 'Close it and start again on the page.' },
    help: 'reset',
  },
  window_superseded: {
    severity: 'note',
    title: { zh: '已在另一个窗口继续', en: 'It goes on in another window' },
    cause: { zh: '这次重置已在另一个窗口里继续。', en: 'This reset goes on in another window.' },
    advice: {
      zh: '请关闭本窗口，到新打开的窗口里操作。',
      en: 'Close this window and use the one that was opened last.',
    },
    help: 'reset',
  },
  window_used: {
    severity: 'note',
    title: { zh: '窗口已经用过', en: 'The window was used before' },
    cause: { zh: '这个窗口已经用过。', en: 'This window was used before.' },
    advice: { zh: '请关闭它，回到网页重新打开。', en: 'Close it and open it again from the page.' },
    help: 'reset',
  },
  window_busy: {
    severity: 'note',
    title: { zh: '上一步还没有完成', en: 'The step before has not finished' },
    cause: { zh: '上一步还没有完成。', en: 'The step before has not finished.' },
    advice: { zh: '请稍等片刻，再回到网页重新开始。', en: 'Wait a moment and start again on the page.' },
    help: 'reset',
  },
  window_full: {
    severity: 'warn',
    title: { zh: '打开的窗口太多', en: 'Too many windows are open' },
    cause: { zh: '打开的窗口太多。', en: 'Too many windows are open.' },
    advice: {
      zh: '请关闭其他证书助手窗口，一分钟后再试。',
      en: 'Close the other bridge windows and try again in a minute.',
    },
    help: 'browser',
  },
  window_ticket_refused: {
    severity: 'warn',
    title: { zh: '操作凭据没有通过校验', en: 'The ticket did not pass the checks' },
    cause: {
      zh: '操作凭据没有通过证书助手的校验，或已过期，已停止。',
      en: 'The ticket did not pass the bridge’s checks, or has expired. It was stopped.',
    },
    advice: {
      zh: '请关闭本窗口，回到网页重新开始；仍然不行时请联系客服。',
      en: 'Close this window and start again on the page; if that does not help, contact support.',
    },
    help: 'reset',
  },
  window_prompt_no_session: {
    severity: 'warn',
    title: { zh: '无法弹出密码对话框', en: 'No desktop for the PIN dialog' },
    cause: {
      zh: '证书助手不在您的桌面会话中运行，无法弹出密码对话框。',
      en: 'The bridge does not run in your desktop session and cannot show the PIN dialog.',
    },
    advice: {
      zh: '请在登录桌面后启动证书助手，再回到网页重新开始。',
      en: 'Log in to the desktop, start the bridge there, then start again on the page.',
    },
    help: 'bridge',
  },
  window_prompt_no_program: {
    severity: 'warn',
    title: { zh: '缺少密码对话框程序', en: 'No program for the PIN dialog' },
    cause: {
      zh: '这台电脑没有可用的密码对话框程序。',
      en: 'This computer has no program for the PIN dialog.',
    },
    advice: {
      zh: '请安装 pinentry-gtk2 或 pinentry-qt，再回到网页重新开始。',
      en: 'Install pinentry-gtk2 or pinentry-qt, then start again on the page.',
    },
    help: 'bridge',
  },
  window_prompt_program_fault: {
    severity: 'warn',
    title: { zh: '密码对话框没有正常工作', en: 'The PIN dialog did not work' },
    cause: { zh: '密码对话框没有正常工作。', en: 'The PIN dialog did not work as it should.' },
    advice: {
      zh: '请重新启动证书助手，再回到网页重新开始。',
      en: 'Start the bridge again, then start again on the page.',
    },
    help: 'bridge',
  },
  window_fault: {
    severity: 'warn',
    title: { zh: '证书助手出错', en: 'The bridge met an error' },
    cause: { zh: '证书助手出错了，已停止。', en: 'The bridge met an error and stopped.' },
    advice: {
      zh: '请拔出KEY重新插入，再回到网页重新开始。',
      en: 'Plug the UKey in again and start again on the page.',
    },
    help: 'bridge',
  },
  window_bridge_gone: {
    severity: 'warn',
    title: { zh: '证书助手中途退出', en: 'The bridge went away' },
    cause: { zh: '证书助手没有响应。', en: 'The bridge does not answer.' },
    advice: {
      zh: '请拔出KEY，重新启动证书助手，再回到网页重新开始。',
      en: 'Pull the UKey out, start the bridge again, then start again on the page.',
    },
    help: 'bridge',
  },
  window_portal_gone: {
    severity: 'warn',
    title: { zh: '连接不上网站', en: 'The website cannot be reached' },
    cause: { zh: '连接不上网站。', en: 'The website cannot be reached.' },
    advice: { zh: '请检查网络，再回到网页重新开始。', en: 'Check the network and start again on the page.' },
    help: 'browser',
  },
  window_portal_unknown: {
    severity: 'warn',
    title: { zh: '配对没有成功', en: 'The pairing did not succeed' },
    cause: {
      zh: '配对码无效或已过期，或者这台电脑的证书助手不信任这个网站。',
      en: 'The pairing code is invalid or has expired, or the bridge on this computer does not trust this website.',
    },
    advice: {
      zh: '请回到网页重新点击；仍然不行时请联系客服。',
      en: 'Click again on the page; if that does not help, contact support.',
    },
    help: 'bridge',
  },
} as const satisfies Readonly<Record<string, Diagnosis>>;
