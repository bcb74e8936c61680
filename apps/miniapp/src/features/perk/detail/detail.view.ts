import type { Perk } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import { day, points } from '../../../lib/format'

export type PerkAction = 'claim' | 'waive' | 'orders' | 'show' | 'login' | 'real-name' | 'open-score' | 'see-score' | 'none'

export interface PrimaryAction {
  act: PerkAction
  /** A verb; for `none` what stands in its place. */
  label: string
  /** Above the button: why. */
  why: string
}

/** The one thing to do with this perk now. */
export function primaryAction({ eligibility, myVoucherId, kind }: Pick<Perk, 'eligibility' | 'myVoucherId' | 'kind'>): PrimaryAction {
  const { verdict, sentence } = eligibility
  // A deposit waived, or paid afterwards, is an order with terms of its own.
  const isOrder = kind === 'deposit-waiver' || kind === 'post-pay'
  if (myVoucherId !== null && isOrder) return { act: 'orders', label: '看我的订单', why: '您已办理，到店取用即可' }
  if (myVoucherId !== null) return { act: 'show', label: '去出示', why: '您已领取，到店出示即可' }
  const why = sentence.startsWith('可享') ? `您${sentence}` : sentence
  switch (verdict) {
    case 'eligible':
    case 'eligible-floor':
      return isOrder ? { act: 'waive', label: '看金额和约定', why: `${why}，先看清再决定` } : { act: 'claim', label: '领取', why }
    case 'needs-login':
      return { act: 'login', label: '去登录', why }
    case 'needs-real-name':
      return { act: 'real-name', label: '去实名认证', why }
    case 'needs-score':
      return { act: 'open-score', label: '看看怎么开通', why }
    case 'needs-points':
      return { act: 'see-score', label: '看我的信用分', why }
    case 'limit-reached':
      return { act: 'none', label: '已领取过', why }
    case 'sold-out':
      return { act: 'none', label: '已领完', why: '名额已领完，可以看看别的优惠' }
    case 'not-yet':
      return { act: 'none', label: '还没开始', why }
    case 'ended':
      return { act: 'none', label: '已结束', why: '领取已结束，可以看看别的优惠' }
    case 'other-audience':
      return { act: 'none', label: '不能以个人身份领取', why }
    case 'suspended':
      return { act: 'none', label: '暂停领取', why: '商户暂停发放，可以看看别的优惠' }
  }
}

export interface TierLine {
  benefit: string
  /** Who gets it. */
  who: string
  mine: boolean
}

export const tierLines = ({ tiers }: Pick<Perk, 'tiers'>): TierLine[] =>
  tiers.map(({ benefit, fromCenti, mine }) => ({ benefit, mine, who: fromCenti === null ? '所有人' : `信用分 ${points(fromCenti)} 分起` }))

export const ruleFacts = (perk: Pick<Perk, 'claimFrom' | 'claimUntil' | 'voucherValidDays' | 'perPersonLimit' | 'remaining'>): Fact[] => [
  { name: '领取时间', value: `${day(perk.claimFrom)}至${day(perk.claimUntil)}` },
  { name: '有效期', value: perk.voucherValidDays === 0 ? '领取当天' : `领取后 ${perk.voucherValidDays} 天内` },
  { name: '每人限领', value: `${perk.perPersonLimit} 张` },
  ...(perk.remaining === null ? [] : [{ name: '剩余', value: `${perk.remaining} 份` }]),
]
