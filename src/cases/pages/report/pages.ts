import type { Page } from '../../../platform/slice.ts';
import { giveNeighbours, giveTicket, giveWorker, openForm, takeForm } from './answer.tsx';
import { giveMap } from './map.tsx';

const PHOTOS = 84 * 1024 * 1024;

export const reportPages: readonly Page[] = [
  { method: 'GET', path: '/report', perMinute: 120, section: { label: { zh: '反映问题', en: 'Report' }, order: 10 }, answer: openForm },
  // A mobile network puts many phones behind one address; the ticket keeps programs slow.
  { method: 'POST', path: '/report', perMinute: 60, bodyLimit: PHOTOS, answer: takeForm },
  { method: 'GET', path: '/report/ticket', perMinute: 60, answer: giveTicket },
  { method: 'GET', path: '/report/neighbours', perMinute: 240, answer: giveNeighbours },
  { method: 'GET', path: '/report-worker.js', answer: giveWorker },
  { method: 'GET', path: '/report/map', perMinute: 240, answer: giveMap },
];
