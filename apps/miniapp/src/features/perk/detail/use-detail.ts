import { useRouter } from '@tarojs/taro'
import type { Voucher } from '@xinhui/contract'
import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { go, paramOf, urlOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { readCache, writeCache } from '../../../lib/storage'
import { useLoad } from '../../../lib/use-load'
import { useReturn } from '../../../lib/use-return'
import { isFavourite, toggleFavourite } from '../favourites'
import type { PerkAction } from './detail.view'

export function useDetail() {
  const perkId = paramOf(useRouter().params, 'perkId') ?? ''
  const isSignedIn = useSignal(signedIn)
  const perk = useLoad(`${perkId} ${isSignedIn}`, () => call('GET /perks/{perkId}', { params: { perkId } }), { cacheKey: `cache:perk:${perkId}` })
  useReturn(() => void perk.reload())
  const [failure, setFailure] = useState<ApiError>()
  const [claiming] = useState(() => new Intention())

  const [kept, setKept] = useState(() => isFavourite(perkId))
  // A deposit waived, or paid afterwards, is an order of a person's own.
  const audience = perk.data?.kind === 'deposit-waiver' || perk.data?.kind === 'post-pay' ? 'person' : perk.data?.audience
  const mine = useLoad(`firms ${isSignedIn} ${audience !== undefined && audience !== 'person'}`, async () => (isSignedIn && audience !== undefined && audience !== 'person' ? call('GET /me/firms') : { items: [], invitations: [] }))
  const firms = (mine.data?.items ?? []).filter((firm) => firm.role === 'representative' || firm.rights.includes('perk'))

  const [forFirms] = useState(() => new Map<string, Intention>())
  const intentionFor = (firmId: string): Intention => {
    const intention = forFirms.get(firmId) ?? new Intention()
    forFirms.set(firmId, intention)
    return intention
  }
  const claim = async (firmId?: string) => {
    setFailure(undefined)
    try {
      const intention = firmId === undefined ? claiming : intentionFor(firmId)
      const voucher = await intention.attempt((idempotencyKey) => call('POST /vouchers', { body: { perkId, ...(firmId === undefined ? {} : { firmId }) }, idempotencyKey }))
      if (firmId !== undefined) {
        await go('voucher', { voucherId: voucher.voucherId })
        return
      }
      // 我的券 must list it without network too, even if that page was never opened.
      const kept = readCache<{ items: Voucher[] }>('cache:vouchers')?.value.items ?? []
      writeCache('cache:vouchers', { items: [voucher, ...kept.filter((one) => one.voucherId !== voucher.voucherId)] }, Date.now())
      await go('voucher', { voucherId: voucher.voucherId })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
      // The perk has changed since it was shown: say how it stands now.
      if (!error.unanswered) void perk.reload()
    }
  }

  const next = urlOf('perk', { perkId })
  const act = async (action: PerkAction): Promise<void> => {
    switch (action) {
      case 'claim':
        return claim()
      case 'waive':
        return go('waiverQuote', { perkId })
      case 'orders':
        return go('waivers')
      case 'show':
        return go('voucher', { voucherId: perk.data?.myVoucherId ?? undefined })
      case 'login':
        return go('login', { next })
      case 'real-name':
        return go('realName', { next })
      case 'open-score':
        return go('scoreOpen')
      case 'see-score':
        return go('scoreDetail')
      case 'none':
        return undefined
    }
  }

  return { perk, failure, act, kept, keep: () => setKept(toggleFavourite(perkId, Date.now())), firms, claimFor: (firmId: string) => claim(firmId) }
}
