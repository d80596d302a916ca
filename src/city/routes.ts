import { route, type Route } from '../platform/slice.ts';
import * as api from './api.ts';
import * as duties from './api/duties.ts';
import * as staff from './api/people.ts';
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
  route(staff.peopleList, listPeople),
  route(staff.personGet, getPerson),
  route(staff.personCreate, createPerson),
  route(staff.personChange, changePerson),
  route(staff.personEnd, endPerson),
  route(staff.postsList, listPosts),
  route(staff.postAssign, assignPost),
  route(staff.postChange, changePost),
  route(staff.postEnd, endPost),
  route(staff.postDeputise, nameDeputy),
  route(api.areasTree, treeOfAreas),
  route(api.areasList, listAreas),
  route(api.areasMap, mapOfAreas),
  route(api.areaAt, areaAtPosition),
  route(api.areaGet, getArea),
  route(api.areaCreate, createArea),
  route(api.areaChange, changeArea),
  route(api.areaEnd, endArea),
  route(api.areasImport, importBorders),
  route(duties.dutiesList, listDuties),
  route(duties.dutyMap, mapDuties),
  route(duties.dutiesByPerson, dutiesOfPeople),
  route(duties.dutyAssign, assignDuty),
  route(duties.dutyTransfer, transferDuty),
  route(duties.dutiesTransferAll, transferAll),
  route(duties.dutyEnd, endDuty),
  route(stands.compoundChange, changeCompound),
  route(stands.facilityCreate, createFacility),
  route(stands.facilityChange, changeFacility),
  route(stands.facilityEnd, endFacility),
  route(stands.venuesList, listVenues),
  route(stands.venueCreate, createVenue),
  route(stands.venueChange, changeVenue),
  route(stands.venueEnd, endVenue),
];
