import { defineProblems } from '../kernel/problem.ts';

/** Every refusal of this edge. The standard knows 400, 403 and 404; 405 and 429 are what HTTP has for the rest. */
export const open311Problems = defineProblems({
  'open311.noSuchAddress': {
    status: 404,
    zh: '没有这个地址。服务说明见 discovery.xml。',
    en: 'There is nothing at this address; see discovery.xml.',
  },
  'open311.noSuchFormat': {
    status: 404,
    zh: '没有“{format}”格式，请用 .xml 或 .json。',
    en: 'There is no format “{format}”; use .xml or .json.',
  },
  'open311.wrongMethod': {
    status: 405,
    zh: '这个地址不接受 {method}，请用 {allowed}。',
    en: 'This address does not accept {method}; use {allowed}.',
  },
  'open311.formExpected': {
    status: 400,
    zh: '请求体请用 application/x-www-form-urlencoded 或 multipart/form-data。',
    en: 'Send the body as application/x-www-form-urlencoded or multipart/form-data.',
  },
  'open311.unreadable': { status: 400, zh: '请求读不出来。', en: 'The request could not be read.' },
  'open311.unknownJurisdiction': {
    status: 404,
    zh: '这里没有 jurisdiction_id 为“{jurisdiction}”的城市。',
    en: 'No city here has the jurisdiction_id “{jurisdiction}”.',
  },
  'open311.keyMissing': {
    status: 403,
    zh: '要有 api_key 才能提交。密钥向系统管理员申请。',
    en: 'Sending needs an api_key; ask the system administrator for one.',
  },
  'open311.keyRefused': { status: 403, zh: 'api_key 不对、已过期或已作废。', en: 'The api_key is wrong, has expired or was revoked.' },
  'open311.keyScope': { status: 403, zh: '这个 api_key 没有这项权限。', en: 'This api_key does not allow this.' },
  'open311.serviceMissing': { status: 400, zh: '缺少 service_code。', en: 'service_code is missing.' },
  'open311.serviceUnknown': {
    status: 404,
    zh: '没有 service_code 为“{service}”的服务。',
    en: 'There is no service with the service_code “{service}”.',
  },
  'open311.placeMissing': {
    status: 400,
    zh: '请给出地点：lat 和 long、address_string 或 address_id。',
    en: 'Give a place: lat and long, address_string or address_id.',
  },
  'open311.addressUnknown': {
    status: 400,
    zh: '没有编号为“{value}”的片区（address_id）。请改用 lat 和 long，或 address_string。',
    en: 'No area has the address_id “{value}”. Use lat and long, or address_string.',
  },
  'open311.characterBad': {
    status: 400,
    zh: '“{field}”里有存不下的字符（坏掉的表情符号或控制字符），请删掉再试。',
    en: '“{field}” holds a character that cannot be stored (half an emoji or a control character); please remove it.',
  },
  'open311.positionHalf': { status: 400, zh: 'lat 和 long 要一起给。', en: 'lat and long go together.' },
  'open311.positionBad': {
    status: 400,
    zh: '“{field}”不是 WGS 84 的度数：{value}。',
    en: '“{field}” is not a number of degrees in WGS 84: {value}.',
  },
  'open311.textTooLong': {
    status: 400,
    zh: '“{field}”有 {count} 个字符，上限是 {limit}。',
    en: '“{field}” has {count} characters; the limit is {limit}.',
  },
  'open311.contactBad': { status: 400, zh: '“{field}”的格式不对。', en: '“{field}” has the wrong form.' },
  'open311.attributeUnknown': {
    status: 400,
    zh: '这项服务不问 attribute[{code}]。它问什么，见 services/{service}.json。',
    en: 'This service does not ask for attribute[{code}]; services/{service}.json tells what it asks.',
  },
  'open311.attributeMissing': {
    status: 400,
    zh: '请填写“{name}”（attribute[{code}]）。',
    en: 'Please fill in “{name}” (attribute[{code}]).',
  },
  'open311.attributeOnce': {
    status: 400,
    zh: '“{name}”（attribute[{code}]）只能有一个值。',
    en: '“{name}” (attribute[{code}]) takes one value.',
  },
  'open311.attributeUnlisted': {
    status: 400,
    zh: '“{name}”（attribute[{code}]）没有“{value}”这个选项。',
    en: '“{value}” is not one of the values of “{name}” (attribute[{code}]).',
  },
  'open311.attributeType': {
    status: 400,
    zh: '“{name}”（attribute[{code}]）应为 {type}。',
    en: '“{name}” (attribute[{code}]) has to be of type {type}.',
  },
  'open311.mediaUrlBad': {
    status: 400,
    zh: 'media_url 应为 http 或 https 的完整地址，不超过 2000 个字符。',
    en: 'media_url has to be a complete http or https address of at most 2,000 characters.',
  },
  'open311.tooManyMedia': {
    status: 400,
    zh: '照片和 media_url 合计不能超过 {limit} 个。',
    en: 'At most {limit} pictures and media_url together.',
  },
  'open311.badDate': {
    status: 400,
    zh: '“{field}”要写成带时区的时间，例如 2026-11-23T09:20:00+08:00。',
    en: '“{field}” has to be a time with its zone, such as 2026-11-23T09:20:00+08:00.',
  },
  'open311.endBeforeStart': { status: 400, zh: 'end_date 早于 start_date。', en: 'end_date is before start_date.' },
  'open311.spanTooLong': {
    status: 400,
    zh: 'start_date 和 end_date 相隔不能超过 90 天。',
    en: 'start_date and end_date may be 90 days apart at most.',
  },
  'open311.badStatus': { status: 400, zh: 'status 只有 open 和 closed，没有“{value}”。', en: 'status is open or closed, not “{value}”.' },
  'open311.badPage': {
    status: 400,
    zh: '“{field}”应为 1 到 {limit} 的整数。',
    en: '“{field}” has to be a whole number from 1 to {limit}.',
  },
  'open311.tooManyIds': {
    status: 400,
    zh: '一次最多问 {limit} 个 service_request_id。',
    en: 'At most {limit} of service_request_id at once.',
  },
  'open311.requestUnknown': { status: 404, zh: '没有这个 service_request_id。', en: 'There is no such service_request_id.' },
  'open311.tokenUnknown': { status: 404, zh: '没有这个 token。', en: 'There is no such token.' },
  'open311.requestMissing': { status: 400, zh: '缺少 service_request_id。', en: 'service_request_id is missing.' },
  'open311.updateIdMissing': { status: 400, zh: '缺少 update_id。', en: 'update_id is missing.' },
  'open311.updateEmpty': { status: 400, zh: '请写 description，或附一张照片。', en: 'Give a description or a picture.' },
  'open311.updateIdReused': {
    status: 400,
    zh: '这个 update_id 用在了别的 service_request_id 上。',
    en: 'This update_id was used for another service_request_id.',
  },
  'open311.tooManyCalls': {
    status: 429,
    zh: '请求太频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} seconds.',
  },
});

export const LONGEST_DESCRIPTION = 4000;
/** Pictures and links of one report. */
export const MOST_MEDIA = 9;
/** Rows of one answer. */
export const MOST_ROWS = 1000;

/** Calls a minute: by address without a key, by key with one. Named in discovery and by the headers of each answer. */
export const quotas = { reads: 300, readsWithKey: 1200, writes: 120 } as const;
