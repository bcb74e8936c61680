import { dayInShanghai, formatDayZh } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { el, printable } from '../../lib/printable'
import { findUsableRecord } from '../record/score-records.store'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import { findChannel, findEffect } from './effect.store'
import { titleOf } from './present-case'
import { repairPolicy } from './repair-policy'
import type { CaseRow } from './repair.store'

/** The letter to a channel that has not followed (更正函), ready to print. NOT_FOUND for a channel that was never told. */
export async function correctionLetter(ctx: Ctx, row: CaseRow, code: string): Promise<Response> {
  const channel = await findChannel(ctx.db, row.id, code)
  const known = repairPolicy(ctx.city).channels.find((c) => c.code === code)
  const subject = await findSubject(ctx.db, row.subjectId)
  if (!channel || !known || !subject) throw new DomainError('NOT_FOUND')
  const record = await findUsableRecord(ctx.db, row.recordId, ctx.now)
  const number = record?.content['documentNumber']
  const effect = await findEffect(ctx.db, row.recordId)
  const shown = shownSubject(ctx, subject)
  const since = formatDayZh(dayInShanghai((effect?.doneAt ?? row.decidedAt ?? ctx.now).getTime()))
  const asks = channel.direction === 'remove' ? `请停止公示、共享和使用该信息，并删除缓存的副本。` : '请恢复公示该信息。'
  const lines = [
    `${known.title}：`,
    `${shown.name}（${subject.kind === 'organization' ? '统一社会信用代码' : '证件号码'}：${shown.identifier}）的“${titleOf(ctx, row.item)}”信息${typeof number === 'string' && subject.kind === 'organization' ? `（文书号：${number}）` : ''}，由${row.office}于${formatDayZh(row.decidedOn)}作出，已于${since}依法${channel.direction === 'remove' ? '修复' : '撤销修复'}。`,
    `我们已${channel.toldAt ? `于${formatDayZh(dayInShanghai(channel.toldAt.getTime()))}通知贵方` : '多次向贵方发出通知'}，至今未收到确认。${asks}`,
    '办理完毕后请回函确认。依据：《信用修复管理办法》（国家发展改革委令第36号），以官方文本为准。',
  ]
  return printable('更正函', [
    el('h1', '关于更新信用信息的函'),
    ...lines.map((line, i) => el('p', line, i === 0 ? { class: 'to' } : {})),
    el('footer', [`${ctx.city.name}公共信用信息服务机构`, formatDayZh(dayInShanghai(ctx.now.getTime())), `编号：${row.id}`].map((line) => el('p', line))),
  ])
}
