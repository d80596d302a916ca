import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { both, defineProblems } from '../../kernel/problem.ts';
import { moment } from '../../kernel/time.ts';

/** What files can be refused for. */
export const fileProblems = defineProblems({
  emptyFile: { status: 422, zh: '这个文件是空的，请重新选择。', en: 'This file is empty; please choose another.' },
  cutOff: { status: 400, zh: '文件没有传完整，请再传一次。', en: 'The file arrived incomplete; please send it again.' },
  fileTooLarge: { status: 413, zh: '文件太大，上限是 {limit}。请压缩后再传。', en: 'The file is too large; the limit is {limit}.' },
  typeRefused: {
    status: 415,
    zh: '不接受这种文件（{type}）。可以传照片、PDF、Office 或 WPS 文档、文本和音视频。',
    en: 'Files of this type ({type}) are not accepted. Send pictures, PDF, office documents, text, sound or film.',
  },
  typeLies: {
    status: 415,
    zh: '文件名写的是 {name}，内容却是 {type}。请传原来的文件。',
    en: 'The name says {name} but the content is {type}. Please send the original file.',
  },
  notAPicture: {
    status: 415,
    zh: '这里只收照片（JPG、PNG、WebP、GIF 或 AVIF），收到的是 {type}。',
    en: 'Only pictures (JPG, PNG, WebP, GIF or AVIF) are accepted here; this is {type}.',
  },
  heicRefused: {
    status: 415,
    zh: '这是 HEIC 格式的照片，系统打不开。请在手机相机设置里选“兼容性最佳”，或转成 JPEG 再传。',
    en: 'This is a HEIC picture, which cannot be opened here. Choose “Most Compatible” in the camera settings, or convert it to JPEG.',
  },
  pictureTooLarge: {
    status: 422,
    zh: '照片有 {pixels} 万像素，上限是 {limit} 万。请缩小后再传。',
    en: 'The picture has {megapixels} megapixels; the limit is {limitMegapixels}. Please send a smaller one.',
  },
  pictureBroken: {
    status: 422,
    zh: '照片已损坏，打不开。请重新拍一张或选另一张。',
    en: 'The picture is damaged and cannot be opened. Please take or choose another.',
  },
  archiveBomb: {
    status: 422,
    zh: '文件解压后大得不正常，为安全起见不接收。',
    en: 'This file unpacks to an abnormal size and is refused for safety.',
  },
  macroRefused: {
    status: 415,
    zh: '文档里有宏，为安全起见不接收。请另存为不带宏的格式。',
    en: 'The document contains macros and is refused for safety. Please save it without macros.',
  },
  notAnImage: { status: 422, zh: '只有照片可以打码。', en: 'Only pictures can be masked.' },
});

export const fileKinds = ['image', 'document', 'media'] as const;
export const variants = ['original', 'shown', 'thumb', 'published', 'publishedThumb'] as const;
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const fraction = z.number().min(0).max(1);

/** A rectangle over a face or a plate, in fractions of the upright picture. */
export const mask = z
  .object({
    x: fraction.lt(1),
    y: fraction.lt(1),
    width: fraction.gt(0),
    height: fraction.gt(0),
    style: z.enum(['pixelate', 'fill']).default('pixelate'),
  })
  .refine((m) => m.x + m.width <= 1.000_001 && m.y + m.height <= 1.000_001, { message: both('打码区域超出了照片', 'outside the picture') });

/** A file as clients see it. */
export const fileView = z.object({
  id,
  sha256,
  bytes: z.number().int(),
  mediaType: z.string(),
  name: z.string(),
  kind: z.enum(fileKinds),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  exif: z
    .object({ takenAt: z.string().optional(), lng: z.number().optional(), lat: z.number().optional(), device: z.string().optional() })
    .nullable(),
  createdAt: moment,
  releasedAt: moment.nullable(),
  publishedVersion: z.string().nullable(),
});
export type FileView = z.output<typeof fileView>;
