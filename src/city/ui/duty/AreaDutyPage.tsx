import './duty.css';
import { usePlace } from '../../../ui/place.ts';
import { useSession } from '../../../ui/session.ts';
import { CityDuty } from './CityDuty.tsx';
import { CommunityDuty } from './CommunityDuty.tsx';

/** 分片包干: of the whole city, or of the area that the address names; a person of one area begins there. */
export function AreaDutyPage() {
  const { query } = usePlace();
  const session = useSession();
  const own = session.posts.find((post) => post.areaId !== null)?.areaId ?? null;
  const under = query.under ?? (query.all ? null : own);
  return under === null || under === undefined ? <CityDuty /> : <CommunityDuty under={under} />;
}
