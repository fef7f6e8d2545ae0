/** What a material, or a voucher, may be refused for. */
export const materialRefusals = {
  material_kind_refused: {
    status: 415,
    zh: '只支持 JPEG、PNG 图片和 PDF 文件。',
    en: 'Only JPEG, PNG and PDF are accepted.',
  },
  material_too_large: {
    status: 413,
    zh: '文件超过 10 MB，请压缩后再上传。',
    en: 'The file is larger than 10 MB. Please make it smaller.',
  },
  material_broken: {
    status: 422,
    zh: '文件已损坏或不完整，请重新扫描后上传。',
    en: 'The file is damaged or incomplete. Please scan it again.',
  },
  material_pixels: {
    status: 422,
    zh: '图片尺寸过大（超过 4000 万像素），请调低扫描分辨率。',
    en: 'The picture is too large (over 40 megapixels). Please scan at a lower resolution.',
  },
  material_pages: {
    status: 422,
    zh: 'PDF 超过 10 页，请只保留需要的页面。',
    en: 'The PDF has more than 10 pages. Please keep only those needed.',
  },
  material_encrypted: {
    status: 422,
    zh: 'PDF 已加密，请去掉密码后再上传。',
    en: 'The PDF is encrypted. Please remove its password first.',
  },
  material_active: {
    status: 422,
    zh: 'PDF 含有脚本或附件，请重新打印为 PDF 后上传。',
    en: 'The PDF contains scripts or attachments. Please print it to PDF again.',
  },
  material_not_refused: {
    status: 409,
    zh: '这份材料没有被退回，不需要重传。',
    en: 'This material was not refused and need not be sent again.',
  },
  materials_missing: {
    status: 422,
    zh: '请先重传被退回的材料，再提交申请。',
    en: 'Please send the refused materials again before submitting.',
  },
} as const;
