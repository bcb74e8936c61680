import type { Api } from '@xinhui/contract'

type Me = Api['GET /me']['response']

const SCORE: Readonly<Record<Me['score'], string>> = { open: '已开通', closed: '未开通', refused: '未开通', 'never-asked': '未开通' }

export interface MeView {
  /** Masked; undefined until real-name is done. */
  name: string | undefined
  idNumber: string | undefined
  scoreValue: string
  scorePage: 'scoreDetail' | 'scoreOpen'
  /** 禾岚小馆（听澜路店）; undefined without a post. */
  desk: string | undefined
}

const deskNote = (posts: Me['posts']): string | undefined => {
  const [first, ...others] = posts
  if (!first) return undefined
  const { merchantName, stores } = first
  if (others.length > 0) return `${merchantName}等 ${posts.length} 家商户`
  const [store, ...more] = stores
  if (!store) return merchantName
  if (more.length > 0) return `${merchantName}，${stores.length} 家门店`
  // Many stores carry the merchant's name in their own.
  return store.name.includes(merchantName) ? store.name : `${merchantName}（${store.name}）`
}

export const meView = ({ subject, posts, score }: Me): MeView => ({
  name: subject?.maskedName,
  idNumber: subject?.maskedIdNumber,
  scoreValue: SCORE[score],
  scorePage: score === 'open' ? 'scoreDetail' : 'scoreOpen',
  desk: deskNote(posts),
})
