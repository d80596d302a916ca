import { cityFacts } from '../../city/exports.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer } from '../../platform/slice.ts';
import { contactDaysOf } from '../rules/told.ts';
import { casework } from '../store/casework.ts';
import { answerPage } from './frame.tsx';
import { about, accessibility, privacy } from './prose.ts';
import { type Prose, ProsePage } from './ProsePage.tsx';

const DAY_SECONDS = 86_400;

const prosePage = (path: `/${string}`, prose: Prose): Page => ({
  method: 'GET',
  path,
  answer: async (ctx, request) => {
    const { settings } = await casework(ctx.read);
    const values = { days: contactDaysOf(settings), dispute: settings.disputeDays };
    return answerPage(ctx, request, { title: prose.title, page: <ProsePage prose={prose} values={values} /> });
  },
});

async function robots(): Promise<PageAnswer> {
  const closed = ['/work', '/field', '/sign-in', '/setup', '/api/', '/follow/', '/sent/', '/report/'];
  return {
    text: `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}Allow: /\n`,
    contentType: 'text/plain; charset=utf-8',
    maxAge: DAY_SECONDS,
  };
}

/** So that the site can stand on a phone's first screen. */
async function manifest(ctx: ReadContext): Promise<PageAnswer> {
  const { settings, name } = await cityFacts(ctx.read);
  const told = {
    name: settings.publicName[ctx.locale],
    short_name: ctx.locale === 'zh' ? name : settings.publicName.en.slice(0, 12),
    start_url: '/',
    scope: '/',
    display: 'browser',
    background_color: '#f7f6f2',
    theme_color: '#1d5fa8',
    lang: ctx.locale === 'zh' ? 'zh-CN' : 'en',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  };
  return { text: JSON.stringify(told), contentType: 'application/manifest+json; charset=utf-8', maxAge: DAY_SECONDS };
}

async function icon(): Promise<PageAnswer> {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1d5fa8"/><path d="M18 33l10 10 19-22" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>';
  return { text: drawing, contentType: 'image/svg+xml', maxAge: DAY_SECONDS };
}

export const sitePages: readonly Page[] = [
  prosePage('/about', about),
  prosePage('/privacy', privacy),
  prosePage('/accessibility', accessibility),
  { method: 'GET', path: '/robots.txt', answer: robots },
  { method: 'GET', path: '/manifest.webmanifest', answer: manifest },
  { method: 'GET', path: '/icon.svg', answer: icon },
];
