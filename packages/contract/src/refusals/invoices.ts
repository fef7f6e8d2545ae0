/** What invoices and their titles may be refused for. */
export const invoiceRefusals = {
  title_limit: {
    status: 409,
    zh: '最多保存 20 个发票抬头，请先删除不用的。',
    en: 'At most 20 invoice titles can be kept. Please delete one first.',
  },
  invoice_not_due: {
    status: 409,
    zh: '只有已支付且没有退款的订单可以申请发票。',
    en: 'Invoices are made for orders that are paid and not refunded.',
  },
  invoice_asked_already: {
    status: 409,
    zh: '这个订单已申请过发票，请刷新查看。',
    en: 'An invoice was asked for already. Please reload.',
  },
  invoice_kind_off: {
    status: 422,
    zh: '不能开具这种发票，请换一种。',
    en: 'This kind of invoice is not offered. Please choose another.',
  },
  invoice_title_unfit: {
    status: 422,
    zh: '专用发票的抬头必须是单位，并填写地址、电话、开户银行和账号。',
    en: 'A special invoice needs an organisation with its address, phone, bank and account.',
  },
  invoice_state: {
    status: 409,
    zh: '发票当前状态不能进行此操作，请刷新查看。',
    en: 'The invoice is not in a state that allows this. Please reload.',
  },
  invoices_none: {
    status: 409,
    zh: '没有可以导出的发票申请，请刷新查看。',
    en: 'No request can be exported. Please reload.',
  },
  invoice_number_used: {
    status: 409,
    zh: '这个发票号码已用于另一张发票，请核对。',
    en: 'This invoice number belongs to another invoice. Please check it.',
  },
  sheet_broken: {
    status: 422,
    zh: '表格无法读取。请使用 UTF-8 的 CSV 或 XLSX，第一行为列名，不超过 5000 行。',
    en: 'The sheet cannot be read. Please use CSV in UTF-8 or XLSX, with column names in the first row and at most 5000 rows.',
  },
  sheet_columns: {
    status: 422,
    zh: '表格缺少必需的列：申请编号或订单号、发票号码、开票日期、价税合计（元）。',
    en: 'Columns are missing: Request or Order, Invoice number, Invoice date, Total (CNY).',
  },
  invoice_file_broken: {
    status: 422,
    zh: '文件不是 PDF、OFD、XML，也不是装有它们的 ZIP，或文件已损坏。',
    en: 'The file is no PDF, OFD or XML, nor a ZIP of them, or it is broken.',
  },
  invoice_archive_large: {
    status: 422,
    zh: '压缩包内的文件过多或过大，请分几次上传。',
    en: 'The archive holds too many files, or too large ones. Please upload it in parts.',
  },
} as const;
