/** Names of people who do not exist: a family name, and two characters from the almanac and the field. */
const families = '沈方陆程单林李郑周吴何顾许魏姜谢邹柏窦章苏潘葛范彭鲁韦马苗凤花俞任袁柳史唐费薛雷贺倪汤滕殷罗毕郝邬安常'.split('');
const first = '知守明望晓清秋白谷立夏怀映若云远砚青牧澄书景闻以向序承慕亦朴'.split('');
const second = '禾行川塬露雨舟石野田松溪岚稷汀苇榆槐麦麓泊渡耘笙简岳砥'.split('');

/** An endless line of names, none twice; `taken` are given to somebody already. */
export function nameMaker(dice: () => number, taken: ReadonlySet<string>): () => string {
  const used = new Set(taken);
  const one = (list: readonly string[]) => list[Math.floor(dice() * list.length)] ?? '';
  return () => {
    for (;;) {
      const name = `${one(families)}${one(first)}${one(second)}`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
