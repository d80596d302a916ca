import type { Page } from 'playwright-core';

/**
 * Runs in the browser. What is wider than the screen, what of a control is cut off by the screen or by a box around it,
 * and what sticks out of a control. Boxes that are made to be moved sideways (a row of tabs, a map) may hold more than they show.
 * What is folded is opened and looked at as well.
 */
const looking = `(() => {
  const found = [];
  const root = document.documentElement;
  const name = (one) => one.tagName.toLowerCase() + [...one.classList].map((each) => '.' + each).join('').slice(0, 60) + ' "' + (one.innerText ?? one.value ?? '').trim().slice(0, 30) + '"';
  const strips = '.leaflet-container, .cs-tabs, .ant-tabs-nav, .vh, .tc-vh, [data-strip], [aria-hidden=true], .tc-stacks thead';
  const seen = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !one.closest(strips);
  const controls = 'a[href], button, input:not([type=hidden]):not([type=file]):not([type=radio]):not([type=checkbox]), textarea, select, summary, .ant-select, .ant-segmented, .ant-input-affix-wrapper, th, td, h1, h2, h3, dt, dd, label';
  const look = () => {
    if (root.scrollWidth > innerWidth) found.push('the page is ' + (root.scrollWidth - innerWidth) + ' px too wide');
    for (const one of document.querySelectorAll(controls)) {
      if (!seen(one)) continue;
      const box = one.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      if (box.right > innerWidth + 1 || box.left < -1) { found.push(name(one) + ' reaches from ' + Math.round(box.left) + ' to ' + Math.round(box.right)); continue; }
      for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === 'visible') continue;
        const rim = around.getBoundingClientRect();
        if (box.right > rim.right + 1 || box.left < rim.left - 1) { found.push(name(one) + ' is cut off by ' + name(around)); break; }
      }
      const over = one.scrollWidth - one.clientWidth;
      if (one.matches('button, a, th, td, h1, h2, h3') && over > 1 && one.clientWidth > 0 && getComputedStyle(one).textOverflow !== 'ellipsis' && ![...one.querySelectorAll('*')].some((each) => getComputedStyle(each).position === 'absolute')) found.push(name(one) + ' holds ' + over + ' px more than it is wide');
    }
  };
  look();
  for (const one of document.querySelectorAll('details')) one.open = true;
  look();
  return [...new Set(found)].slice(0, 8);
})()`;

/** What does not fit on the screen as it is now; empty = everything does. */
export const unfitting = (page: Page): Promise<string[]> => page.evaluate(looking);

/**
 * Full-width punctuation on an English screen, outside of what people wrote: it stands in a text without a Chinese
 * character, or beside a Latin letter.
 */
const reading = `(() => {
  const wide = /[\\u3000-\\u303f\\uff01-\\uff5e]/;
  const ours = /[A-Za-z]{2,}[\\u3001\\u3002\\uff01\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1f]|[\\u3001\\u3002\\uff01\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1f][A-Za-z]{2,}/;
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style, template, noscript')) texts.push(walk.currentNode.data);
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) for (const key of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(one.getAttribute(key) ?? '');
  return [...new Set(texts.filter((text) => wide.test(text) && (!/\\p{Script=Han}/u.test(text) || ours.test(text))))].map((text) => 'full-width punctuation: ' + text.slice(0, 60)).slice(0, 8);
})()`;

export const fullWidth = (page: Page): Promise<string[]> => page.evaluate(reading);
