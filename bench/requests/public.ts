import { randomUUID } from 'node:crypto';
import type { Bench } from '../stage.ts';
import { get, type Request } from './request.ts';
import { cursorAfter, type Periods, type Sample } from './sample.ts';

/** What needs no account: pages, their data, and other systems by Open311. */

const post = (bench: Bench, name: string, path: string, body: object, once: boolean): Request => ({
  name,
  options: async () => ({
    url: `${bench.address}${path}`,
    method: 'POST',
    body: () => ({
      text: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(once ? { 'idempotency-key': randomUUID() } : {}) },
    }),
  }),
});

const reporting = (bench: Bench, one: Sample): Request[] => [
  get(bench, 'page: report', '/report'),
  get(bench, 'public: neighbours', `/api/v1/public/similar-cases?category=${one.category}&lng=${one.lng}&lat=${one.lat}`),
  post(bench, 'public: follow', '/api/v1/public/follow', { number: one.number, code: one.code }, false),
  post(bench, 'create', '/api/v1/public/cases', { category: one.category, lng: one.lng, lat: one.lat, words: '测速用的一件' }, true),
];

const looking = async (bench: Bench, one: Sample): Promise<Request[]> => {
  const deep = await cursorAfter(bench, 4000, 'released_at is not null');
  const box = `west=${one.lng - 0.5}&east=${one.lng + 0.5}&south=${one.lat - 0.5}&north=${one.lat + 0.5}`;
  const list = (name: string, query: string) => get(bench, `public list${name}`, `/api/v1/public/cases?${query}`);
  const map = (name: string, query: string) => get(bench, `public map${name}`, `/api/v1/public/case-map?${box}&zoom=10${query}`);
  return [
    get(bench, 'page: home', '/'),
    get(bench, 'page: nearby', '/nearby'),
    get(bench, 'page: nearby, community', `/nearby?area=${one.community}`),
    get(bench, 'page: nearby, working', '/nearby?state=working'),
    get(bench, 'page: case', `/cases/${one.number}`),
    get(bench, 'page: figures', '/figures'),
    get(bench, 'feed: Atom', '/feed.atom'),
    list('', ''),
    list(', page 200', `limit=20&cursor=${deep}`),
    list(', category', `category=${one.category}`),
    list(', class', `category=${one.classCode}`),
    list(', community', `area=${one.community}`),
    list(', solved, district', `state=solved&area=${one.district}`),
    list(', working', 'state=working'),
    list(', long-term list', 'state=longTerm'),
    list(', answered', 'state=answered'),
    list(', 90 days, category, street', `days=90&category=${one.category}&area=${one.street}`),
    map('', ''),
    map(', category', `&category=${one.category}`),
    map(', working', '&state=working'),
    map(', 30 days, community', `&days=30&area=${one.community}`),
  ];
};

const open311 = (bench: Bench, one: Sample, { month, today }: Periods): Request[] => {
  const ask = (name: string, path: string) => get(bench, `Open311: ${name}`, `/open311/v2/${path}`);
  const days = `start_date=${month}T00:00:00Z&end_date=${today}T00:00:00Z`;
  return [
    ask('services', 'services.json'),
    ask('requests', 'requests.json?page_size=50'),
    ask('requests of a month', `requests.json?${days}&page_size=50`),
    ask('requests of a month, page 20', `requests.json?${days}&page_size=50&page=20`),
    ask('requests, open', 'requests.json?status=open&page_size=50'),
    ask('requests, service, closed', `requests.xml?status=closed&service_code=${one.category}&page_size=50`),
    ask('one request', `requests/${one.id}.json`),
    ask('by numbers', `requests.json?service_request_id=${one.number}`),
    ask('updates of a month', `servicerequestupdates.json?${days}&page_size=50`),
  ];
};

export const publicRequests = async (bench: Bench, one: Sample, periods: Periods): Promise<Request[]> => [
  ...(await looking(bench, one)),
  ...open311(bench, one, periods),
  ...reporting(bench, one),
];
