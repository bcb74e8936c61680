import { expect, it } from 'vitest'
import { actorText } from './actor'

it('an actor reads as 我, as a kind of person with the end of the id, or as the system', () => {
  expect(actorText('staff:stf_01m8016j093n8rqsj9mds1hx8k', 'stf_01m8016j093n8rqsj9mds1hx8k')).toBe('我')
  expect(actorText('staff:stf_01m8016j093n8rqsj9mds1hx8k', 'stf_01m8016j093n8rqsj9mds00000')).toBe('工作人员 …s1hx8k')
  expect(actorText('office:ofc_01m8016j093n8rqsj9mds1hx8k', undefined)).toBe('委办局系统 …s1hx8k')
  expect(actorText('system:demo', undefined)).toBe('系统（演示数据）')
  expect(actorText('anonymous', undefined)).toBe('未登录的人')
})
