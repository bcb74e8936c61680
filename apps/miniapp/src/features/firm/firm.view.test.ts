import { expect, it } from 'vitest'
import { type Agency, agencyFacts, agentFacts, codeFacts, isCode, offerFacts, readCode, roleOf } from './firm.view'

const agency = (over: Partial<Agency>): Agency => ({ agencyId: 'agn_1', firmId: 'sub_1', firmName: '云汀映禾食品有限公司', uscc: '91990101MA00000000', role: 'agent', rights: ['file', 'consent'], status: 'living', since: '2026-11-21T04:00:00Z', expiresAt: '2026-12-31T16:00:00Z', ...over })

it('an agent reads what they may do and through which day', () => {
  expect(roleOf(agency({}))).toBe('经办人')
  expect(agencyFacts(agency({})).slice(1)).toEqual([{ name: '可以办理', value: '看档案和评价、管理授权' }, { name: '期限', value: '到2026年12月31日' }])
})

it('a representative may all for as long as they are it', () => {
  expect(agencyFacts(agency({ role: 'representative', expiresAt: null })).slice(1)).toEqual([{ name: '可以办理', value: '全部' }, { name: '期限', value: '任职期间' }])
})

it('an agent is shown to the representative by the masked number', () => {
  expect(agentFacts({ agencyId: 'agn_1', maskedName: null, maskedIdNumber: '9901**********1234', role: 'agent', rights: ['file'], status: 'invited', since: '2026-11-21T04:00:00Z', expiresAt: '2026-12-31T16:00:00Z' })[0]).toEqual({ name: '证件号码', value: '9901**********1234' })
})

it('a code is read as it is scanned, typed or read out; anything else is none', () => {
  for (const text of ['XH-AGENT:ABCD-2345', 'abcd 2345', ' ABCD2345 ', 'ABCD-2345']) expect([readCode(text), isCode(text)]).toEqual(['ABCD-2345', true])
  for (const text of ['', 'ABCD-234', 'ABCD-23456', 'https://example.com', 'XH-POST:ABCD-23']) expect(isCode(text), text).toBe(false)
})

it('a code and an offer say what for and until when', () => {
  expect(codeFacts({ invitationId: 'aiv_1', rights: ['file', 'objection'], until: '2026-12-31', createdAt: '2026-11-21T04:00:00Z', expiresAt: '2026-11-22T04:00:00Z' })).toEqual([{ name: '可以办理', value: '看档案和评价、提出异议' }, { name: '代办到', value: '2026年12月31日' }, { name: '码有效到', value: '2026年11月22日 12:00' }])
  expect(offerFacts({ firmName: '云汀映禾食品有限公司', uscc: '91990101MA00000000', rights: ['file'], until: '2026-12-31' }).map(({ value }) => value)).toEqual(['91990101MA00000000', '看档案和评价', '2026年12月31日'])
})
