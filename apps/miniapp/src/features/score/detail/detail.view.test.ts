import { expect, it } from 'vitest'
import { openOrders } from './detail.view'

it('closing the score tells what happens to each order that is still open', () => {
  expect(openOrders([{ title: '相机免押租', statusTitle: '使用中', afterwards: '按约定使用和归还，应付金额不变' }])).toEqual(['“相机免押租”使用中：按约定使用和归还，应付金额不变'])
})
