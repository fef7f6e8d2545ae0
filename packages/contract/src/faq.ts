import type { Faq } from './texts.ts';

/** Frequent questions as the product answers them, until staff publish their own. */
export const builtInFaq: Faq = [
  {
    question: { zh: '新密码会被工作人员看到吗？', en: 'Can staff see my new PIN?' },
    answer: {
      zh: '不会。新密码只在您电脑上的证书助手里输入，直接交给KEY，不经过本网站和服务器。',
      en: 'No. It is typed into the bridge on your own computer and goes straight to the UKey, never through this site or its server.',
    },
  },
  {
    question: { zh: '重置以后证书要重新办理吗？', en: 'Do I need a new certificate afterwards?' },
    answer: {
      zh: '不用。证书和密钥都不变，只是密码换成了新的。',
      en: 'No. Certificate and keys stay as they are; only the PIN is new.',
    },
  },
  {
    question: { zh: '为什么点击“读取”没有反应？', en: 'Why does nothing happen when I click Read?' },
    answer: {
      zh: '可能是浏览器拦截了弹出窗口，或证书助手没有安装、没有启动。页面会给出原因和办法。',
      en: 'The browser may have blocked the pop-up, or the bridge is not installed or not running. The page names the causes and what to do.',
    },
  },
  {
    question: {
      zh: '重置中途断网或者KEY被拔出怎么办？',
      en: 'What if the network fails or the UKey is unplugged meanwhile?',
    },
    answer: {
      zh: '订单会显示“核对中”或失败原因。插好KEY再做一次密码重置即可接着完成，不需要重新审核。',
      en: 'The order shows Being settled or the reason. Plug in the UKey and reset once more; no new review is needed.',
    },
  },
  {
    question: { zh: '预检不通过还会收费吗？', en: 'Do I pay if the UKey cannot be reset online?' },
    answer: {
      zh: '不会。预检在填写资料和付费之前，不能在线重置的不会产生订单。',
      en: 'No. That is checked before the form and the fee; without eligibility there is no order.',
    },
  },
  {
    question: { zh: '上传的身份证影像怎么保管？', en: 'How is the image of the ID card kept?' },
    answer: {
      zh: '影像加密保存，只用于本次办理的核对，每一次查看都有记录。',
      en: 'It is encrypted, used only to check this order, and every view of it is recorded.',
    },
  },
];
