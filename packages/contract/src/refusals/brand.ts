export const brandRefusals = {
  brand_picture_refused: {
    status: 422,
    zh: '这张图片不能使用。请上传不超过 512 KB 的 SVG、PNG 或 JPEG 图片，宽和高各不小于 16 像素。',
    en: 'This picture cannot be used. Please upload an SVG, PNG or JPEG of at most 512 KB, no side shorter than 16 pixels.',
  },
} as const;
