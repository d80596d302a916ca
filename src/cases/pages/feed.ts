import { cityFacts } from '../../city/exports.ts';
import type { ReadContext } from '../../platform/context.ts';
import type { Page, PageAnswer } from '../../platform/slice.ts';
import { publicStates, type PublicCaseItem } from '../schema/public.ts';
import { listPublicly } from '../service/public.ts';
import { timeSentence } from './marks.tsx';

const ENTRIES = 50;
const DAYS = 90;
const KEPT_SECONDS = 300;

// Characters that XML does not know at all are left out; the rest is escaped.
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

interface Entry {
  readonly item: PublicCaseItem;
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

async function entriesOf(ctx: ReadContext) {
  const [{ settings }, { items }] = await Promise.all([cityFacts(ctx.read), listPublicly(ctx, { days: DAYS, limit: ENTRIES })]);
  const entries = items.map((item): Entry => ({
    item,
    href: `${ctx.publicUrl}/cases/${item.number}`,
    title: item.title,
    text: `${publicStates[item.state][ctx.locale]}：${timeSentence(item, ctx.now, ctx.locale)}`,
  }));
  const updated = items.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), new Date(0));
  return { brand: settings.publicName[ctx.locale], entries, updated: items.length > 0 ? updated : ctx.now };
}

async function atom(ctx: ReadContext): Promise<PageAnswer> {
  const { brand, entries, updated } = await entriesOf(ctx);
  const lang = ctx.locale === 'zh' ? 'zh-CN' : 'en';
  const body = entries.map(
    ({ item, href, title, text }) =>
      `<entry><id>urn:uuid:${item.id}</id><title>${escaped(title)}</title><link href="${escaped(href)}"/><published>${item.reportedAt.toISOString()}</published><updated>${item.updatedAt.toISOString()}</updated><category term="${escaped(item.category.code)}" label="${escaped(item.category.name[ctx.locale])}"/><summary>${escaped(text)}</summary></entry>`,
  );
  return {
    text: `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"><id>${escaped(ctx.publicUrl)}/feed.atom</id><title>${escaped(brand)}</title><link rel="self" href="${escaped(ctx.publicUrl)}/feed.atom"/><link href="${escaped(ctx.publicUrl)}/nearby"/><author><name>${escaped(brand)}</name></author><updated>${updated.toISOString()}</updated>${body.join('')}</feed>\n`,
    contentType: 'application/atom+xml; charset=utf-8',
    maxAge: KEPT_SECONDS,
  };
}

async function rss(ctx: ReadContext): Promise<PageAnswer> {
  const { brand, entries, updated } = await entriesOf(ctx);
  const body = entries.map(
    ({ item, href, title, text }) =>
      `<item><guid isPermaLink="false">urn:uuid:${item.id}</guid><title>${escaped(title)}</title><link>${escaped(href)}</link><pubDate>${item.reportedAt.toUTCString()}</pubDate><category>${escaped(item.category.name[ctx.locale])}</category><description>${escaped(text)}</description></item>`,
  );
  return {
    text: `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${escaped(brand)}</title><link>${escaped(ctx.publicUrl)}/nearby</link><atom:link rel="self" type="application/rss+xml" href="${escaped(ctx.publicUrl)}/feed.rss"/><description>${escaped(brand)}</description><language>${ctx.locale === 'zh' ? 'zh-cn' : 'en'}</language><lastBuildDate>${updated.toUTCString()}</lastBuildDate>${body.join('')}</channel></rss>\n`,
    contentType: 'application/rss+xml; charset=utf-8',
    maxAge: KEPT_SECONDS,
  };
}

export const feedPages: readonly Page[] = [
  { method: 'GET', path: '/feed.atom', answer: atom },
  { method: 'GET', path: '/feed.rss', answer: rss },
];
