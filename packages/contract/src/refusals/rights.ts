/** What consents and a change of the mobile number may be refused for. */
export const rightsRefusals = {
  id_card_consent_needed: {
    status: 409,
    zh: '上传身份证扫描件前，请先同意《身份证件信息处理同意书》（可在“我的账户—授权记录”中同意）。',
    en: "Before the ID card's scan is uploaded, please give the separate consent to it (also under My account, Consents).",
  },
  id_card_closed: {
    status: 409,
    zh: '申请人已撤回对身份证影像的同意，影像已停止查看，订单暂不能通过。申请人重新同意后可以继续。',
    en: 'The applicant has withdrawn the consent to the image of the ID card. It cannot be viewed, nor the order approved, until it is given again.',
  },
  mobile_taken: {
    status: 409,
    zh: '新手机号已用于另一个账户。请换一个号码，或用那个账户登录。',
    en: 'The new number belongs to another account. Please use another number, or log in to that account.',
  },
  mobile_change_open: {
    status: 409,
    zh: '您已有一份更换手机号的申请在办理，请等待结果，或先撤回它。',
    en: 'You already have a request for another number. Please wait for it, or withdraw it first.',
  },
  mobile_change_closed: {
    status: 409,
    zh: '这份更换手机号的申请已办结、撤回或停止，请刷新查看。',
    en: 'This request was decided, withdrawn or stopped. Please reload.',
  },
  mobile_paper_missing: {
    status: 422,
    zh: '请先上传加盖公章的证明，再提交申请。',
    en: 'Please upload the stamped paper before you send the request.',
  },
  mobile_changes_many: {
    status: 429,
    zh: '今天提交的申请太多，请明天再试，或致电客服。',
    en: 'Too many requests today. Please try again tomorrow, or call support.',
  },
} as const;
