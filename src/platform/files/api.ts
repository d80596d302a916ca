import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { nothing, operation, streamed } from '../../kernel/operation.ts';
import { problems } from '../../kernel/problem.ts';
import { fileProblems, fileView, mask, sha256, variants } from './schema.ts';

const MEBI = 1024 ** 2;
const {
  emptyFile,
  cutOff,
  fileTooLarge,
  typeRefused,
  typeLies,
  notAPicture,
  heicRefused,
  pictureTooLarge,
  pictureBroken,
  archiveBomb,
  macroRefused,
  notAnImage,
} = fileProblems;
const pictureRefusals = [emptyFile, cutOff, fileTooLarge, typeRefused, typeLies, notAPicture, heicRefused, pictureTooLarge, pictureBroken];
const name = z.string().max(255).optional();

export const uploadFile = operation({
  id: 'files.upload',
  method: 'POST',
  path: '/files',
  summary: {
    zh: '上传文件（请求体就是文件内容）；同一人再传同样内容，得到同一个文件',
    en: 'Upload a file (the body is its bytes); the same content of the same person gives the same file',
  },
  permission: 'signedIn',
  query: { name },
  raw: { kind: 'any', limit: 100 * MEBI },
  output: fileView,
  errors: [...pictureRefusals, archiveBomb, macroRefused],
});

export const uploadPublicPicture = operation({
  id: 'files.uploadPublic',
  method: 'POST',
  path: '/public/files',
  summary: { zh: '公众上传照片，随后在提交问题时引用', en: 'Upload a picture without an account, to refer to it in a report' },
  permission: 'public',
  query: { name },
  raw: { kind: 'image', limit: 20 * MEBI },
  perMinute: 20,
  output: z.object({ id }),
  errors: pictureRefusals,
});

export const findFile = operation({
  id: 'files.find',
  method: 'GET',
  path: '/files/by-hash/:sha256',
  summary: { zh: '查自己是否已传过这个内容，断线后不必重传', en: 'Has this content been uploaded by me already? After a broken transfer' },
  permission: 'signedIn',
  params: { sha256 },
  output: fileView,
  errors: [problems.notFound],
});

export const describeFile = operation({
  id: 'files.describe',
  method: 'GET',
  path: '/files/:fileId',
  summary: { zh: '文件的登记信息', en: 'The record of a file' },
  permission: 'signedIn',
  params: { fileId: id },
  output: fileView,
  errors: [problems.notFound],
});

export const openFile = operation({
  id: 'files.open',
  method: 'GET',
  path: '/files/:fileId/:variant',
  summary: { zh: '文件内容；公众只能看到已公开的照片', en: 'The bytes of a file; the public sees released pictures only' },
  permission: 'public',
  params: { fileId: id, variant: z.enum(variants) },
  query: { v: z.string().max(64).optional() },
  // A list page shows some dozens of thumbs, and an office shares one address.
  perMinute: 3000,
  output: streamed,
  errors: [problems.notFound],
});

export const listMasks = operation({
  id: 'files.masks',
  method: 'GET',
  path: '/files/:fileId/masks',
  summary: { zh: '照片上的打码区域', en: 'Masks of a picture' },
  permission: 'files.mask',
  params: { fileId: id },
  output: z.object({ masks: z.array(mask) }),
  errors: [problems.notFound],
});

export const replaceMasks = operation({
  id: 'files.replaceMasks',
  method: 'PUT',
  path: '/files/:fileId/masks',
  summary: { zh: '设定打码区域；已公开的照片随即重新生成', en: 'Set the masks; a released picture is rendered anew at once' },
  permission: 'files.mask',
  params: { fileId: id },
  body: { masks: z.array(mask).max(100) },
  output: fileView,
  errors: [problems.notFound, problems.notAllowed, notAnImage],
});

export const releaseFile = operation({
  id: 'files.release',
  method: 'POST',
  path: '/files/:fileId/release',
  summary: { zh: '公开照片（按现有打码）', en: 'Release a picture to the public, with its masks' },
  permission: 'files.release',
  params: { fileId: id },
  output: fileView,
  errors: [problems.notFound, notAnImage],
});

export const withdrawFile = operation({
  id: 'files.withdraw',
  method: 'POST',
  path: '/files/:fileId/withdraw',
  summary: { zh: '撤回已公开的照片', en: 'Take a released picture back' },
  permission: 'files.release',
  params: { fileId: id },
  output: nothing,
  errors: [problems.notFound],
});
