import { isUserName } from './rules.ts';

/** The request's city and address reach the library's hooks as headers that `mount` sets, over whatever was sent. */
export const CITY_HEADER = 'x-tongchuang-city';
export const ADDRESS_HEADER = 'x-tongchuang-address';

/** User names are unique within a city, the library's within the deployment: `42~zhang.wei`. */
export const scopedUserName = (cityId: number, userName: string): string => `${cityId}~${userName.trim().toLowerCase()}`;
export const isScopedUserName = (text: string): boolean => /^\d+~/.test(text) && isUserName(text.slice(text.indexOf('~') + 1));

/** `__Host-` ties a cookie to this very host and to https; browsers refuse it over http. */
export const cookiePrefix = (publicUrl: string): string => (publicUrl.startsWith('https://') ? '__Host-tongchuang' : 'tongchuang');
