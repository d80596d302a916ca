import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useLocale } from './i18n.ts';
import { theme } from './theme.ts';

/** The page's nonce: the only styles that the content security policy lets the component library add. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;

/** Who wishes no motion gets none: shortened to nothing, a motion of the library still begins faint and out of place. */
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const look = still ? { ...theme, token: { ...theme.token, motion: false } } : theme;

/** Parts of the library measure and lock scrolling with styles of their own and forget the nonce; every style made here gets it. */
if (nonce) {
  const create = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}

/** Ant Design in our tokens and the screen's language. */
export function Look({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  dayjs.locale(locale === 'zh' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      theme={look}
      locale={locale === 'zh' ? zhCN : enUS}
      csp={nonce ? { nonce } : undefined}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}
