import { route, type Route } from '../slice.ts';
import * as api from './api.ts';
import { sheetsService } from './service.ts';
import type { SheetTemplate } from './template.ts';

/** The routes of sheets, over all slices' templates. @throws Error when two templates have one name */
export function sheetRoutes(templates: readonly SheetTemplate[]): readonly Route[] {
  const byName = new Map(templates.map((template) => [template.name, template]));
  if (byName.size < templates.length || byName.has('imports')) throw new Error('two sheet templates have one name');
  const service = sheetsService(byName);
  return [
    route(api.listSheets, service.list),
    route(api.downloadTemplate, service.template),
    route(api.exportSheet, service.export),
    route(api.uploadImport, service.upload),
    route(api.getImport, service.import),
    route(api.applyImport, service.apply),
    route(api.downloadResult, service.result),
  ];
}
