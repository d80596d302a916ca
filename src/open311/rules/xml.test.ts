import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml, sparkOfXml, untyped } from '../fixtures.ts';
import { carriable, itemNames, toJson, toXml, type Spark } from './xml.ts';

describe('XML and JSON of one tree', () => {
  it.each<[string, Spark, string, string]>([
    ['services', [], '<services/>', '[]'],
    [
      'services',
      [{ service_code: 'e0101', metadata: false }],
      '<services><service><service_code>e0101</service_code><metadata>false</metadata></service></services>',
      '[{"service_code":"e0101","metadata":false}]',
    ],
    [
      'discovery',
      { contact: '', endpoints: [{ formats: ['text/xml'] }] },
      '<discovery><contact/><endpoints><endpoint><formats><format>text/xml</format></formats></endpoint></endpoints></discovery>',
      '{"contact":null,"endpoints":[{"formats":["text/xml"]}]}',
    ],
    [
      'errors',
      [{ code: 400, description: '缺少 service_code。' }],
      '<errors><error><code>400</code><description>缺少 service_code。</description></error></errors>',
      '[{"code":400,"description":"缺少 service_code。"}]',
    ],
  ])('%s %j', (root, tree, xml, json) => {
    expect(toXml(root, tree)).toBe(`<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`);
    expect(toJson(tree)).toBe(json);
  });

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [']]>', ']]&gt;'],
    ['a & b &amp; c', 'a &amp; b &amp;amp; c'],
    ['第一行\r\n第二行', '第一行&#13;\n第二行'],
    ['\u0000\u0008\u001f\u007f', '\u{FFFD}\u{FFFD}\u{FFFD}\u007f'],
    ['\uFFFE\uFFFF', '\u{FFFD}\u{FFFD}'],
    ['灯坏了😀𠮷', '灯坏了😀𠮷'],
    ['\uD83D 半个', '\u{FFFD} 半个'],
  ])('writes %j', (text, written) => {
    expect(toXml('discovery', { contact: text })).toContain(`<contact>${written}</contact>`);
  });

  it('refuses a list without a name for its items', () => {
    expect(() => toXml('things', ['a'])).toThrow('things');
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(']]>', '&#x0;', '<a/>', '\r\n', '\uD800', '😀'),
  );
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const plainName = fc.constantFrom('code', 'description', 'lat', 'datetime');
  const listName = fc.constantFrom(...Object.keys(itemNames));
  const { tree } = fc.letrec<{ tree: Spark; record: Spark }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, leaf, tie('record')),
    record: fc
      .tuple(
        fc.dictionary(plainName, fc.oneof(leaf, tie('record')), { minKeys: 1, maxKeys: 3 }),
        fc.dictionary(listName, fc.array(tie('tree'), { maxLength: 3 }), { maxKeys: 2 }),
      )
      .map(([plain, lists]) => ({ ...plain, ...lists })),
  }));

  it('any tree comes back from its XML as its JSON', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (list) => {
        expect(sparkOfXml(toXml('service_requests', list))).toEqual(untyped(JSON.parse(toJson(list))));
      }),
    );
  });

  it('what cannot be written is replaced once and then stays', () => {
    fc.assert(
      fc.property(text, (value) => {
        const once = carriable(value);
        expect(carriable(once)).toBe(once);
      }),
    );
  });
});

describe('the reader that tests use is strict', () => {
  const declared = (xml: string) => `<?xml version="1.0" encoding="utf-8"?>\n${xml}`;
  it.each(['<a>', '<a></b>', '<a>&nbsp;</a>', '<a>&</a>', '<a>]]></a>', '<a/><b/>', '<a>\u0001</a>', '<a>&#x1;</a>', 'text'])(
    'refuses %j',
    (xml) => {
      expect(() => readXml(declared(xml))).toThrow();
    },
  );
  it('refuses a missing declaration', () => {
    expect(() => readXml('<a/>')).toThrow('declaration');
  });
});
