import { defineTexts } from '../../kernel/text.ts';

/** The pages of one-time links, served without the workbench. */
export const linkTexts = defineTexts(
  {
    title: '一次性登录',
    asWhom: '您将以“{userName}”的身份登录。',
    once: '这个链接只能用一次。确认是您本人后再点。',
    act: '登录',
    over: '链接已失效',
    overWhy: '它已经用过、已过期，或已被新链接代替。请向发链接的人再要一个，或用密码登录。',
    toSignIn: '去登录',
  },
  {
    title: 'One-time sign-in',
    asWhom: 'You are about to sign in as “{userName}”.',
    once: 'This link works once. Go on only if this is you.',
    act: 'Sign in',
    over: 'This link is over',
    overWhy:
      'It was used, has expired, or a newer one has replaced it. Ask whoever sent it for another one, or sign in with your password.',
    toSignIn: 'Go to sign-in',
  },
);
