import { dayInShanghai, formatDayZh, formatSignedCenti } from '@xinhui/rules'
import type { MyData } from './collect-my-data'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (value: string): string => value.replaceAll(/[&<>"']/g, (c) => ESCAPES[c] ?? c)
/** Beijing time, to the minute. */
function moment(iso: string): string {
  const at = Date.parse(iso)
  return `${formatDayZh(dayInShanghai(at))} ${new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)}`
}

const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? '<p>没有。</p>'
    : `<table><thead><tr>${head.map((h) => `<th scope="col">${text(h)}</th>`).join('')}</tr></thead><tbody>${rows.map((cells) => `<tr>${cells.map((c) => `<td>${text(c)}</td>`).join('')}</tr>`).join('')}</tbody></table>`

const COMMITMENT: Readonly<Record<MyData['commitments'][number]['status'], string>> = { open: '履行中', hearing: '听取陈述中', kept: '已践诺', broken: '未践诺' }

const section = (title: string, body: string): string => `<section><h2>${text(title)}</h2>${body}</section>`

/** The readable half of the copy: one page, no script, no address outside it. */
export function renderExport(data: MyData): string {
  const parts = [
    section(
      '信用记录',
      table(['类别', '内容', '来源', '作出日期', '展示至'], data.records.map((r) => [r.itemTitle, r.fields.map((f) => `${f.title}：${f.value}`).join('；'), r.sourceOffice, formatDayZh(r.decidedOn), r.shownUntil ? formatDayZh(r.shownUntil) : '长期'])),
    ),
    section(
      '信用分',
      data.score
        ? `<p>${(data.score.totalCenti / 100).toFixed(2)} 分，${text(data.score.grade)}，按 ${text(data.score.day)} 的记录计算。</p>${table(['项目', '分值', '来源', '原因'], data.score.lines.map((l) => [l.title, formatSignedCenti(l.pointsCenti), l.sourceOffice ?? '', l.reason]))}`
        : '<p>未开通。</p>',
    ),
    section('信用分的变化', table(['日期', '变化', '变为', '原因'], data.scoreHistory.map((h) => [formatDayZh(h.day), formatSignedCenti(h.deltaCenti), `${(h.totalCenti / 100).toFixed(2)}（${h.gradeTitle}）`, h.reason]))),
    section('信用承诺', table(['事项', '单位', '签署时间', '状态', '核查'], data.commitments.map((c) => [c.title, c.office, moment(c.signedAt), COMMITMENT[c.status], c.checks.map((k) => `${k.title}：${k.result === null ? `${formatDayZh(k.dueOn)}前` : k.result === 'met' ? '已履行' : '未履行'}`).join('；')]))),
    section('信用修复', table(['记录', '作出单位', '状态', '经过'], data.repairCases.map((c) => [`${c.itemTitle}（${formatDayZh(c.decidedOn)}）`, c.office, c.statusTitle, c.steps.map((s) => `${moment(s.at)} ${s.title}`).join('；')]))),
    section('修复告知书', table(['题目', '内容', '送达时间', '确认时间'], data.repairLetters.map((l) => [l.title, l.paragraphs.join(''), l.deliveredAt ? moment(l.deliveredAt) : '', l.acknowledgedAt ? moment(l.acknowledgedAt) : '未确认']))),
    section('代办的企业', table(['企业', '身份', '开始', '到期'], data.firms.map((f) => [f.firmName, f.role === 'representative' ? '法定代表人' : '经办人', moment(f.since), f.expiresAt ? moment(f.expiresAt) : '长期']))),
    section('收到的消息', table(['时间', '标题', '内容'], data.notices.map((n) => [moment(n.at), n.title, n.body]))),
    section('授权', table(['用途', '给谁', '授权时间', '状态'], data.consents.map((c) => [c.purposeTitle, c.receiver, moment(c.grantedAt), c.status === 'living' ? '有效' : c.status === 'withdrawn' ? '已撤回' : '已到期']))),
    section('谁查过我', table(['时间', '谁', '目的', '依据', '看了什么'], data.accessLog.map((a) => [moment(a.at), a.viewer, a.purpose, a.basis, a.fields.join('、')]))),
    section('异议', table(['记录', '我的说明', '提交时间', '结果'], data.objections.map((o) => [o.itemTitle, o.reason, moment(o.filedAt), o.answer ?? '处理中']))),
    section('优惠券', table(['名称', '内容', '商户', '有效至'], data.vouchers.map((v) => [v.title, v.benefit, v.merchantName, moment(v.expiresAt)]))),
    section('使用记录', table(['名称', '门店', '时间', '收据号'], data.receipts.map((r) => [r.title, `${r.merchantName} ${r.storeName}`, moment(r.redeemedAt), r.receiptNo]))),
    section('免押与先享后付', table(['名称', '商户', '状态', '上限', '应付', '下单时间'], data.waivers.map((w) => [w.title, w.merchantName, w.statusTitle, yuan(w.holdFen), w.billFen === null ? '' : yuan(w.billFen), w.consentedAt ? moment(w.consentedAt) : '']))),
  ]
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>我的信用</title><style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2421}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid #d7dedb}h2{margin-top:2.5rem}</style></head><body><h1>我的信用</h1><p>${text(data.city)}，${moment(data.exportedAt)} 导出。姓名 ${text(data.me.subject?.maskedName ?? '')}，证件号码 ${text(data.me.subject?.maskedIdNumber ?? '')}；姓名和号码已遮盖，以免文件外传时泄露。</p>${parts.join('')}</body></html>`
}
