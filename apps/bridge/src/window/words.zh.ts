import { advicesIn } from './advice.ts';
import { alphabetsZh } from './words.alphabets.ts';
import { changeZh } from './words.change.ts';
import type { Words } from './words.ts';
import { ukeysZh } from './words.ukeys.ts';

export const zh: Words = {
  lang: 'zh-CN',
  title: '证书助手',
  otherLanguage: 'English',
  promise: '新密码只交给这台电脑上的证书助手，网站看不到。',
  connecting: '正在连接，请稍候…',
  facts: {
    portal: '网站',
    ca: '发证机构',
    account: '账户',
    order: '订单',
    subscriber: '客户名称',
    serial: 'KEY序列号',
  },
  read: {
    heading: '这个网站想读取KEY',
    explain: '只读取证书、序列号和剩余尝试次数，不会改动KEY。请确认下面是您自己的账户。',
    allow: '允许读取',
    cancel: '取消',
    done: '读取完成',
    count: (ukeys) =>
      ukeys === 0 ? '没有找到KEY。请插入KEY后，回到网页再次读取。' : `已读取 ${ukeys} 个KEY，请回到网页继续。`,
  },
  pin: {
    heading: '设置新的CA密码',
    check: '请核对下面的信息，确认无误后输入新密码。',
    first: '新密码',
    second: '确认新密码',
    reset: '重置',
    cancel: '取消',
    native:
      '点击“重置”后，这台电脑会弹出证书助手的密码对话框，请在那里输入新密码。只有显示您自己的安全短语的对话框，才是证书助手的。',
    waiting: '请在弹出的对话框中输入新密码。没有看到它时，请查看任务栏。',
    rule: (min, max, alphabet) =>
      `${min} 至 ${max} 位${alphabetsZh[alphabet]}。不要用连号、重复、生日，或手机号、证件号的末尾。`,
  },
  ukeys: ukeysZh,
  change: changeZh,
  working: { heading: '正在处理', keepIn: '请不要拔出KEY，也不要关闭本窗口。' },
  steps: {
    reading: '读取KEY',
    authorising: '取得发证机构授权',
    unblocking: '解锁KEY',
    changing: '设置新密码',
    proving: 'KEY签名确认',
  },
  done: {
    heading: '操作成功',
    explain: '新密码已经生效，证书没有改变。请牢记新密码。',
    signed: 'KEY签名确认的内容',
    mayClose: '可以关闭本窗口了。',
  },
  failed: {
    heading: '没有完成',
    pull: '请拔出KEY。',
    retry: '重新开始不需要再次审核或付费。',
    support: '请联系客服处理。',
  },
  faults: {
    differ: '两次输入的密码不一致，请重新输入。',
    too_short: '密码太短，请加长。',
    too_long: '密码太长，请缩短。',
    alphabet: '只能用英文字母、数字和符号，不能有空格或中文。',
    digits: '这种KEY的密码只能用数字。',
    alphanumeric: '这种KEY的密码只能用英文字母和数字，不能有符号。',
    default: '这是这种KEY出厂时的密码，请换一个。',
    repeat: '密码是重复的字符，容易被猜到，请换一个。',
    run: '密码含有连续的数字、字母或键盘顺序，容易被猜到，请换一个。',
    date: '密码像一个日期，容易被猜到，请换一个。',
    common: '这个密码太常见，请换一个。',
    personal: '密码含有您的手机号、证件号或信用代码的末尾，请换一个。',
  },
  diagnoses: advicesIn('zh'),
};
