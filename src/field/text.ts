import { defineTexts } from '../kernel/text.ts';

export const fieldFrameTexts = defineTexts(
  {
    product: '同创 实地',
    tabs: '实地',
    opening: '正在打开…',
    signIn: '先登录一次，之后没有网络也能用。',
    signInOffline: '现在没有网络，连上再登录。',
    signInAct: '去登录',
    signedOut: '登录已过期。拍的都在手机里，登录后接着传。',
    offline: '没有网络，都存在手机里，连上自动传',
    nothing: '您的岗位现在没有实地的事。',
    toWork: '去工作台',
  },
  {
    product: 'Tongchuang field',
    tabs: 'Field',
    opening: 'Opening…',
    signIn: 'Sign in once; afterwards it works without a network.',
    signInOffline: 'There is no network now; sign in when it is back.',
    signInAct: 'Sign in',
    signedOut: 'Your session has ended. Everything is kept; sign in to send it.',
    offline: 'No network; everything is kept on the phone and sent when connected',
    nothing: 'Your posts have nothing to do in the field at present.',
    toWork: 'To the workbench',
  },
);
