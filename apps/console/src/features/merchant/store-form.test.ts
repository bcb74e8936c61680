import { expect, it } from 'vitest'
import { EMPTY_STORE, readStore, typedStore } from './store-form'

const store = { name: '映禾工厂店', address: '云汀市青桥区听澜路 9 号', longitudeE6: 122_600_001, latitudeE6: 35_200_000, hours: '09:00–18:00' }

it('a store typed is the store sent, to the last digit of its position', () => {
  expect(readStore(typedStore(store))).toEqual({ store })
})

it('everything that is missing is told at once, and a position outside China is none', () => {
  expect(readStore(EMPTY_STORE)).toEqual({ issues: ['请填写门店名称', '请填写门店地址', '请填写营业时间', '请填写位置：经度 73–136，纬度 3–54，最多 6 位小数'] })
  for (const longitude of ['35.2', '1226', '122.1234567', '1e2', '-122']) expect(readStore({ ...typedStore(store), longitude })).toEqual({ issues: ['请填写位置：经度 73–136，纬度 3–54，最多 6 位小数'] })
})
