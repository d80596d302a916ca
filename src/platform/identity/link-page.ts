import { fill, type Locale } from '../../kernel/text.ts';
import { linkTexts } from './text.ts';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

// Without script and without anything loaded from elsewhere, so that the address, which is a secret, goes nowhere.
const style = `body{margin:0;font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;color:#1f2329;background:#faf9f6}
main{max-width:26rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.375rem;line-height:1.4}
button,a.act{display:inline-block;min-height:44px;padding:.5rem 1.5rem;font:inherit;line-height:1.7;color:#fff;background:#1d5fa8;border:0;border-radius:4px;text-decoration:none;cursor:pointer;box-sizing:border-box}
button:hover,a.act:hover{background:#174e8a}button:focus-visible,a.act:focus-visible{outline:3px solid #1d5fa8;outline-offset:2px}`;

function page(locale: Locale, nonce: string, title: string, body: string): string {
  const lang = locale === 'zh' ? 'zh-CN' : 'en';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)} - 同创</title><style nonce="${escape(nonce)}">${style}</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
}

/** Asks before the link is used up: previews of messengers open addresses, but press no buttons. */
export function confirmPage(locale: Locale, nonce: string, userName: string): string {
  const t = linkTexts[locale];
  const body = `<p>${escape(fill(t.asWhom, { userName }))}</p><p>${escape(t.once)}</p><form method="post"><button type="submit">${escape(t.act)}</button></form>`;
  return page(locale, nonce, t.title, body);
}

export function overPage(locale: Locale, nonce: string, signInPage: string, why?: string): string {
  const t = linkTexts[locale];
  return page(
    locale,
    nonce,
    t.over,
    `<p>${escape(why ?? t.overWhy)}</p><p><a class="act" href="${escape(signInPage)}">${escape(t.toSignIn)}</a></p>`,
  );
}
