export const code = {
  checking: '正在进行安全验证，请稍候…',
  sent: '验证码已发送，请查看短信。',
  wait: (seconds: number) => `${seconds} 秒后重新获取`,
  retryAfter: (seconds: number) => `（${seconds} 秒后可重试）`,
};

export const consent = {
  missing: '请先阅读并同意相关条款。',
  terms: '服务条款',
  privacy: '隐私政策',
  id_card: '身份证件信息处理同意书',
  agree: '我已阅读并同意',
  agreeAgain: '条款有更新，我已阅读并同意新的文本',
  agreeIdCard: '我同意为本次办理收集、核对并保存经办人身份证影像',
  and: '和',
  read: (name: string) => `阅读《${name}》`,
  title: (name: string) => `《${name}》`,
  version: (version: string) => `版本 ${version}`,
};

export const entry = {
  stop: {
    title: '停止办理',
    lead: '有人正在为贵单位的KEY申请在线重置密码，或要更换账户的手机号。如非贵单位办理，请在这里停止。停止以前，请先问一问贵单位的经办人。',
    code: '停止码',
    hint: '12 位，在短信或邮件中。',
    malformed: '停止码应为 12 位字母和数字。',
    confirm: '不是本单位办理，停止',
    done: (tail: string) => `订单（尾号 ${tail}）已停止办理。`,
    doneMobile: '更换手机号已停止。',
    doneMobileNext: (hotline: string) =>
      `账户仍使用原来的手机号，已登录的设备都已退出。请用原手机号通过“忘记密码”设置新的登录密码${hotline && `，有疑问请致电 ${hotline}`}。`,
    doneNext: (hotline: string) =>
      `这个KEY不会因此订单被重置。请尽快致电客服${hotline && ` ${hotline}`}，并检查KEY是否在贵单位手中。`,
  },
  pitch: 'KEY密码忘了、锁了？\n在办公室就能重置',
  promises: [
    '新密码只在您自己的电脑上输入，任何人都看不到',
    '证书和密钥保持不变，原来的投标、签章照常使用',
    '先预检再收费，办不成的不收费',
  ],
  logInTitle: '登录',
  registerTitle: '注册',
  forgotTitle: '忘记密码',
  forgot: '忘记密码？',
  haveAccount: '已有账户，去登录',
  backToLogIn: '返回登录页',
  passwordHint: '8 至 64 位，可以使用空格和中文。',
  registerLead: '用手机号注册，注册后自动登录。',
  forgotLead: '用短信验证码设置新的登录密码。这里的密码用于登录本网站，不是KEY的CA密码。',
  resetDone: '新密码已生效，请重新登录。',
  expired: '登录已过期，请重新登录。您填写的内容还在。',
};
