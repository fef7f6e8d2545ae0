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
} as const;
