import { audit } from './audit/zh.ts';
import { checks } from './checks/zh.ts';
import { custody } from './custody/zh.ts';
import { integration } from './integration/zh.ts';
import { invoices } from './invoices/zh.ts';
import { mobileChanges } from './mobileChanges/zh.ts';
import { bills, moneyIssues, payments, refunds } from './money/zh.ts';
import { event, order, orders } from './orders/zh.ts';
import { retention } from './retention/zh.ts';
import { desk, queue, review } from './review/zh.ts';
import { risk } from './risk/zh.ts';
import { settings } from './settings/zh.ts';
import { sms } from './sms/zh.ts';
import { firstLogIn, logIn, security, session, staff, unmask } from './staff/zh.ts';
import { texts } from './texts/zh.ts';
import { ukeys } from './ukeys/zh.ts';

/** Every sentence that the console says itself. Refusals, faults, states and duties speak with the contract's words. */
export const zh = {
  console: '业务管理台',
  menu: {
    dashboard: '工作概览',
    queue: '待审核',
    secondReviews: '二次复核',
    mobileChanges: '手机号变更',
    orders: '订单查询',
    payments: '支付',
    refunds: '退款',
    moneyIssues: '资金差异',
    bills: '对账',
    invoices: '发票',
    custody: '密钥审批',
    ukeys: 'KEY登记',
    sms: '短信记录',
    audit: '审计日志',
    retention: '数据留存',
    settings: '系统设置',
    texts: '公告与文案',
    integration: '系统集成',
    staff: '员工',
  },
  act: {
    logOut: '退出登录',
    retry: '重试',
    cancel: '取消',
    close: '关闭',
    save: '保存',
    search: '查询',
    clear: '清空条件',
    previous: '上一页',
    next: '下一页',
  },
  said: {
    nothing: '没有记录',
    none: '无',
    saved: '已保存。',
    page: (n: number) => `第 ${n} 页`,
    notFound: '没有这个页面。',
    noDuty: '您的账号还没有职责，请联系安全管理员。',
    comma: '、',
    act: '操作',
    sessionEnded: '登录已结束，请重新登录，之后会回到刚才的页面。',
    minutes: (n: number) => `${n} 分钟`,
    hours: (h: number, m: number) => (m ? `${h} 小时 ${m} 分钟` : `${h} 小时`),
    days: (d: number, h: number) => (h ? `${d} 天 ${h} 小时` : `${d} 天`),
  },
  logIn,
  firstLogIn,
  session,
  security,
  unmask,
  mobileChanges,
  order,
  event,
  queue,
  review,
  desk,
  orders,
  payments,
  refunds,
  moneyIssues,
  bills,
  integration,
  invoices,
  checks,
  custody,
  retention,
  risk,
  ukeys,
  sms,
  audit,
  settings,
  texts,
  staff,
  viewer: {
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '整页',
    turnLeft: '向左转',
    turnRight: '向右转',
    previous: '上一页',
    next: '下一页',
    page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
    failed: '图片没有取到，请重试。',
  },
};
export type Words = typeof zh;
