import { describe, expect, it } from 'vitest'
import { toIcs } from './ics'

const STAMP = '2026-11-26T01:00:00.000Z'
const unfold = (text: string) => text.replaceAll('\r\n ', '')

describe('a calendar file', () => {
  const long = '这条记录从这一天起可以申请信用修复，请准备好义务履行完毕的证明材料和信用修复承诺书；详情见本平台。'
  const text = toIcs([{ uid: 'a@xinhui', day: '2026-12-31', title: '可以申请信用修复：罚款, 5;000', text: `${long}\n第二行` }], STAMP)

  it('has lines of 75 octets at most, ended by CRLF, and no character cut in two', () => {
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(unfold(text)).toContain(`DESCRIPTION:${long}\\n第二行`)
    expect(text).toContain('\r\n ')
  })

  it('names whole days with their alarm, and escapes what has a meaning', () => {
    const lines = unfold(text).split('\r\n')
    expect(lines).toEqual(expect.arrayContaining(['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'DTSTAMP:20261126T010000Z', 'TRIGGER:PT9H', 'UID:a@xinhui', 'SUMMARY:可以申请信用修复：罚款\\, 5\\;000']))
    expect(lines.filter((l) => l === 'BEGIN:VALARM')).toHaveLength(1)
  })
})
