-- Reasons of an exit (不予受理, 退单, 挂账) are the city's own lists; DESIGN principle 10.

create table case_reasons (
  city_id integer not null references cities,
  kind text not null check (kind in ('decline', 'return', 'longTerm')),
  -- Never changes: old cases name their reason by it.
  code text not null,
  name jsonb not null,
  -- What the reporter reads.
  told jsonb not null,
  -- Whoever gives this reason adds words of their own, and what they should say.
  words_needed boolean not null,
  words_hint jsonb not null,
  position integer not null,
  source text not null default '',
  provisional boolean not null default true,
  active boolean not null default true,
  primary key (city_id, kind, code)
);

-- A city that works already gets the lists that its old cases refer to; a new one gets them with its other presets.
insert into case_reasons (city_id, kind, code, name, told, words_needed, words_hint, position, source)
select c.city_id, r.kind, r.code, r.name::jsonb, r.told::jsonb, r.words_needed, r.words_hint::jsonb, r.position, r.source
from case_settings c cross join (values
  ('decline', 'outsideCity', '{"zh":"地点不在本市范围内","en":"The place is outside the city"}',
   '{"zh":"您说的地方不在本市，请向当地反映。","en":"The place is not in this city; please tell the city that it belongs to."}', false, '{"zh":"","en":""}', 10, '本系统预置；暂定'),
  ('decline', 'otherProcedure', '{"zh":"应走信访、诉讼、仲裁、复议等法定程序","en":"A legal procedure exists for this"}',
   '{"zh":"这件事要走信访、诉讼、仲裁或行政复议等法定程序，这里不能代替；附言里写了可以找谁。","en":"The law has a procedure of its own for this (petition, court, arbitration, review), which this service cannot replace; the note says whom to turn to."}', true, '{"zh":"走哪个程序、找哪个部门","en":"Which procedure, and which office"}', 20, '参照国办发〔2020〕53号不受理事项'),
  ('decline', 'emergency', '{"zh":"属于紧急警情，已转 110、119、120","en":"An emergency; passed on to 110, 119 or 120"}',
   '{"zh":"这是紧急情况，已转 110、119 或 120。再遇到请直接拨打。","en":"This is an emergency and was passed on to 110, 119 or 120. Please call them directly next time."}', true, '{"zh":"转给了谁、什么时候","en":"To whom it was passed on, and when"}', 30, '本系统预置；暂定'),
  ('decline', 'consumerDispute', '{"zh":"属于消费、劳动等民事纠纷，已告知受理部门","en":"A private dispute; the competent office was named"}',
   '{"zh":"这是消费、劳动等方面的纠纷，有专门的部门管；附言里写了是哪个部门。","en":"This is a dispute between private parties; the note names the office that is competent."}', true, '{"zh":"受理部门的名称和电话","en":"Name and telephone of the competent office"}', 40, '本系统预置；暂定'),
  ('decline', 'notAProblem', '{"zh":"内容没有反映具体问题","en":"No concrete problem is described"}',
   '{"zh":"我们没有看出要解决什么问题。请把地点和情况说具体些，再反映一次。","en":"We could not tell what has to be solved. Please report again and say where it is and what is wrong."}', false, '{"zh":"","en":""}', 50, '本系统预置；暂定'),
  ('decline', 'cannotLocate', '{"zh":"说不清地点，三次联系不上反映人","en":"The place is unclear and the reporter could not be reached three times"}',
   '{"zh":"地点说不清，我们三次没联系上您。请带上地点或照片，再反映一次。","en":"The place is unclear and we could not reach you three times. Please report again with the place or a photo."}', true, '{"zh":"三次联系的时间和方式","en":"When and how the reporter was called three times"}', 60, '本系统预置；暂定'),
  ('decline', 'alreadyAnswered', '{"zh":"同一问题已依法办结并答复，没有新情况","en":"Already answered, with nothing new"}',
   '{"zh":"同一件事已办结并答复过您，这次没有新的情况；附言里写了上次的编号。","en":"The same was already handled and answered, and there is nothing new; the note gives the earlier number."}', true, '{"zh":"上次的编号","en":"The number of the earlier case"}', 70, '本系统预置；暂定'),
  ('decline', 'notTrue', '{"zh":"现场核实，情况不属实","en":"Not found true on the spot"}',
   '{"zh":"我们派人到现场看过，没有看到您说的情况。还在的话，请拍照再反映一次。","en":"Somebody looked on the spot and did not find it. If it is still there, please report it again with a photo."}', true, '{"zh":"什么时候去看的、看到了什么","en":"When it was looked at, and what was found"}', 80, '本系统预置；暂定'),
  ('decline', 'abuse', '{"zh":"内容违法或辱骂他人","en":"Unlawful or abusive content"}',
   '{"zh":"内容违反法律或辱骂他人，不能受理。去掉这些，可以再反映一次。","en":"The content is unlawful or abusive and cannot be taken. Without it you may report again."}', false, '{"zh":"","en":""}', 90, '参照国办发〔2020〕53号不受理事项'),
  ('return', 'otherUnit', '{"zh":"属于别的单位，已说明是谁","en":"Another unit''s duty"}',
   '{"zh":"","en":""}', true, '{"zh":"该由谁办、依据是什么","en":"Who should handle it, and by which rule"}', 10, '本系统预置；暂定'),
  ('return', 'outsideArea', '{"zh":"不在本单位管辖范围","en":"Outside our area"}',
   '{"zh":"","en":""}', true, '{"zh":"管辖范围到哪里","en":"Where the area ends"}', 20, '本系统预置；暂定'),
  ('return', 'privateProperty', '{"zh":"产权属于个人或企业","en":"Private property"}',
   '{"zh":"","en":""}', true, '{"zh":"产权人是谁、怎么查到的","en":"Who the owner is, and how it was found out"}', 30, '本系统预置；暂定'),
  ('return', 'needsSeveral', '{"zh":"要几个单位一起办","en":"Several units are needed"}',
   '{"zh":"","en":""}', true, '{"zh":"还要哪几个单位、各办什么","en":"Which other units, and for what"}', 40, '本系统预置；暂定'),
  ('return', 'placeUnclear', '{"zh":"地点不清楚，找不到","en":"The place cannot be found"}',
   '{"zh":"","en":""}', true, '{"zh":"去哪里找过","en":"Where it was looked for"}', 50, '本系统预置；暂定'),
  ('return', 'duplicate', '{"zh":"和另一件重复","en":"Duplicate of another case"}',
   '{"zh":"","en":""}', true, '{"zh":"另一件的编号","en":"The number of the other case"}', 60, '本系统预置；暂定'),
  ('return', 'notAProblem', '{"zh":"现场没有这个问题","en":"There is no such problem on the spot"}',
   '{"zh":"","en":""}', true, '{"zh":"什么时候去看的、看到了什么","en":"When it was looked at, and what was found"}', 70, '本系统预置；暂定'),
  ('longTerm', 'needsMoney', '{"zh":"要列入预算或项目","en":"Needs a budget or a project"}',
   '{"zh":"要花的钱还没有着落，正在申请列入预算或项目。","en":"The money is not there yet; a budget or a project has been applied for."}', true, '{"zh":"申请到哪一步、由谁批","en":"How far the application is, and who decides"}', 10, '本系统预置；暂定'),
  ('longTerm', 'needsSeason', '{"zh":"受季节、天气限制","en":"Depends on season or weather"}',
   '{"zh":"要等合适的季节或天气才能办。","en":"It has to wait for the right season or weather."}', true, '{"zh":"要等到什么时候","en":"What it waits for"}', 20, '本系统预置；暂定'),
  ('longTerm', 'planned', '{"zh":"已列入改造计划","en":"Part of a planned reconstruction"}',
   '{"zh":"已经列入改造计划，到时一起办。","en":"It is part of a planned reconstruction and is done together with it."}', true, '{"zh":"哪个计划、哪一年","en":"Which plan, and which year"}', 30, '本系统预置；暂定'),
  ('longTerm', 'ownership', '{"zh":"产权、历史遗留问题","en":"Ownership or legacy question"}',
   '{"zh":"产权或历史遗留的问题要先理清楚。","en":"A question of ownership from earlier times has to be settled first."}', true, '{"zh":"卡在哪里、正在怎么理","en":"What it hangs on, and what is being done"}', 40, '本系统预置；暂定'),
  ('longTerm', 'hardwareGap', '{"zh":"硬件缺项","en":"Missing facility"}',
   '{"zh":"这里缺少该有的设施，要先建起来。","en":"A facility is missing here and has to be built first."}', true, '{"zh":"缺什么、谁来建","en":"What is missing, and who builds it"}', 50, '本系统预置；暂定')
) as r (kind, code, name, told, words_needed, words_hint, position, source);

-- Cases that were declined by hand kept the reason's words instead of its code.
update cases set decline_reason = r.code from case_reasons r
where r.city_id = cases.city_id and r.kind = 'decline' and cases.decline_reason = r.name ->> 'zh';

-- What processes keep in memory of the city is old now.
update case_settings set revision = gen_random_uuid();
