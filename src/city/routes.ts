import { route, type Route } from '../platform/slice.ts';
import * as api from './api.ts';
import * as stands from './api/compounds.ts';
import { areaAtPosition, changeArea, createArea, endArea, getArea, listAreas, mapOfAreas, treeOfAreas } from './service/areas.ts';
import {
  changeCompound,
  changeFacility,
  changeVenue,
  createFacility,
  createVenue,
  endFacility,
  endVenue,
  listVenues,
} from './service/compounds.ts';
import { assignDuty, dutiesOfPeople, endDuty, listDuties, mapDuties, transferAll, transferDuty } from './service/duties.ts';
import { importBorders } from './service/import-borders.ts';
import { changePerson, createPerson, endPerson, getPerson, listPeople } from './service/people.ts';
import { assignPost, changePost, endPost, listPosts, nameDeputy } from './service/posts.ts';
import { aboutCity, changeSettings, getSettings } from './service/settings.ts';
import { changeUnit, createUnit, endUnit, getUnit, listUnits } from './service/units.ts';

export const cityRoutes: readonly Route[] = [
  route(api.cityAbout, aboutCity),
  route(api.citySettingsGet, getSettings),
  route(api.citySettingsChange, changeSettings),
  route(api.unitsList, listUnits),
  route(api.unitGet, getUnit),
  route(api.unitCreate, createUnit),
  route(api.unitChange, changeUnit),
  route(api.unitEnd, endUnit),
  route(api.peopleList, listPeople),
  route(api.personGet, getPerson),
  route(api.personCreate, createPerson),
  route(api.personChange, changePerson),
  route(api.personEnd, endPerson),
  route(api.postsList, listPosts),
  route(api.postAssign, assignPost),
  route(api.postChange, changePost),
  route(api.postEnd, endPost),
  route(api.postDeputise, nameDeputy),
  route(api.areasTree, treeOfAreas),
  route(api.areasList, listAreas),
  route(api.areasMap, mapOfAreas),
  route(api.areaAt, areaAtPosition),
  route(api.areaGet, getArea),
  route(api.areaCreate, createArea),
  route(api.areaChange, changeArea),
  route(api.areaEnd, endArea),
  route(api.areasImport, importBorders),
  route(api.dutiesList, listDuties),
  route(api.dutyMap, mapDuties),
  route(api.dutiesByPerson, dutiesOfPeople),
  route(api.dutyAssign, assignDuty),
  route(api.dutyTransfer, transferDuty),
  route(api.dutiesTransferAll, transferAll),
  route(api.dutyEnd, endDuty),
  route(stands.compoundChange, changeCompound),
  route(stands.facilityCreate, createFacility),
  route(stands.facilityChange, changeFacility),
  route(stands.facilityEnd, endFacility),
  route(stands.venuesList, listVenues),
  route(stands.venueCreate, createVenue),
  route(stands.venueChange, changeVenue),
  route(stands.venueEnd, endVenue),
];
