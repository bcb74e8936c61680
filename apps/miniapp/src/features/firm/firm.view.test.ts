import { expect, it } from 'vitest'
import { type Agency, agencyFacts, agentFacts, roleOf } from './firm.view'

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
