import type { Generated } from 'kysely';
import type { Role } from '../../kernel/actor.ts';
import type { CityId, Id } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { AreaKind, CitySettings, Defence, FacilityState, PolygonGeometry, UnitKind, VenueKind } from '../schema.ts';

interface Keyed {
  cityId: CityId;
  id: Id;
}
interface Counted {
  revision: Generated<number>;
}

interface CityTable extends Counted {
  cityId: CityId;
  name: string;
  nameEn: string;
  host: string | null;
  areaCode: string;
  settings: Partial<CitySettings>;
  areaVersion: Generated<string>;
}

interface AreaTable extends Keyed, Counted {
  parentId: Id | null;
  kind: AreaKind;
  name: string;
  code: string;
  path: string;
  sort: number;
  polygon: PolygonGeometry | null;
  lng: number | null;
  lat: number | null;
  minLng: number | null;
  minLat: number | null;
  maxLng: number | null;
  maxLat: number | null;
  endedOn: Day | null;
  search: string;
}

interface UnitTable extends Keyed, Counted {
  parentId: Id | null;
  kind: UnitKind;
  name: string;
  shortName: string;
  code: string;
  areaId: Id | null;
  phone: string | null;
  keyUnit: boolean;
  active: Generated<boolean>;
  endedOn: Day | null;
  path: string;
  sort: number;
  search: string;
}

export interface PersonTable extends Keyed, Counted {
  name: string;
  code: string;
  userId: string | null;
  userName: string | null;
  phone: string | null;
  email: string | null;
  active: Generated<boolean>;
  endedOn: Day | null;
  search: string;
}

interface PostTable extends Keyed, Counted {
  personId: Id;
  unitId: Id;
  role: Role;
  areaId: Id | null;
  title: string;
  validFrom: Day;
  validTo: Day | null;
  deputyFor: Id | null;
}

interface AreaDutyTable extends Keyed, Counted {
  areaId: Id;
  personId: Id;
  postId: Id | null;
  validFrom: Day;
  validTo: Day | null;
  note: string;
}

interface CompoundTable extends Counted {
  cityId: CityId;
  areaId: Id;
  buildings: number;
  households: number;
  builtYear: number | null;
  propertyManager: string | null;
  residentUnitId: Id | null;
  keyCompound: boolean;
  note: string;
}

interface FacilityTable extends Keyed, Counted {
  areaId: Id;
  defence: Defence;
  name: string;
  amount: number;
  measureWord: string;
  state: FacilityState;
  checkedOn: Day | null;
  partnerUnitId: Id | null;
  note: string;
  endedOn: Day | null;
}

interface VenueTable extends Keyed, Counted {
  areaId: Id;
  kind: VenueKind;
  name: string;
  address: string;
  lng: number | null;
  lat: number | null;
  endedOn: Day | null;
}

export interface CityTables {
  cities: CityTable;
  areas: AreaTable;
  units: UnitTable;
  people: PersonTable;
  posts: PostTable;
  areaDuties: AreaDutyTable;
  compounds: CompoundTable;
  facilities: FacilityTable;
  venues: VenueTable;
}
