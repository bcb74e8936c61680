import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { Voucher } from '@xinhui/contract'
import { afterEach, expect, it, vi } from 'vitest'
import { asked } from '../../../../test/taro'
import { isUsedAlone, OwnUse } from './own-use'

afterEach(cleanup)

const voucher: Voucher = {
  voucherId: 'vch_1', perkId: 'prk_1', title: '月卡', benefit: '兑换码一个', merchantId: 'mer_1', merchantName: '', merchantStatus: 'active', scene: 'culture', status: 'issued', claimedAt: '', expiresAt: '', redemptionId: null,
  stores: [], instructions: '', conditions: [], code: 'GIFT-0001', link: null, firm: null,
}

it('a code stands there to be read aloud and copied', async () => {
  render(<OwnUse voucher={voucher} />)
  expect(screen.getByText('GIFT-0001')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '复制兑换码' }))
  await screen.findByText('已复制兑换码')
  await waitFor(() => expect(asked).toContainEqual({ name: 'setClipboardData', options: { data: 'GIFT-0001' } }))
})

it('a link opens the partner’s page in a browser, without handing it this one', () => {
  const opened = vi.spyOn(window, 'open').mockReturnValue(null)
  render(<OwnUse voucher={{ ...voucher, code: null, link: 'https://partner.example/use' }} />)
  fireEvent.click(screen.getByRole('button', { name: '打开合作方页面' }))
  expect(opened).toHaveBeenCalledWith('https://partner.example/use', '_blank', 'noopener')
  opened.mockRestore()
})

it('only those are used without the desk', () => {
  expect([isUsedAlone(voucher), isUsedAlone({ code: null, link: 'https://a.example' }), isUsedAlone({ code: null, link: null })]).toEqual([true, true, false])
})
