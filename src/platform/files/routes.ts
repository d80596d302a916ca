import { route, type Route } from '../slice.ts';
import type { FileAccess } from './access.ts';
import * as api from './api.ts';
import { fileService, find, upload, uploadPublic } from './service.ts';

/** The routes of files, with what the slices say about who sees which. */
export function fileRoutes(accesses: readonly FileAccess[]): readonly Route[] {
  const service = fileService(accesses);
  return [
    route(api.uploadFile, upload),
    route(api.uploadPublicPicture, uploadPublic),
    route(api.findFile, find),
    route(api.describeFile, service.describe),
    route(api.openFile, service.open),
    route(api.listMasks, service.masks),
    route(api.replaceMasks, service.replaceMasks),
    route(api.releaseFile, service.release),
    route(api.withdrawFile, service.withdraw),
  ];
}
