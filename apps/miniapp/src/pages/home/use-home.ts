import { useState } from 'react'
import { toast } from '../../components/toast'
import { ApiError } from '../../lib/api-error'
import { call } from '../../lib/request'
import { writeCache } from '../../lib/storage'
import { useMine } from '../../lib/use-mine'
import { homeView, type Offers, type Standing } from './home.view'

async function readStanding(): Promise<Standing> {
  const me = await call('GET /me')
  // The quick actions and 我的 read this without asking again.
  writeCache('cache:me', me, Date.now())
  return { me, myScore: me.subject ? await call('GET /me/score') : null }
}

async function readOffers(): Promise<Offers> {
  const [perks, vouchers] = await Promise.all([call('GET /perks', { query: { onlyMine: 'true', limit: 3 } }), call('GET /me/vouchers', { query: { status: 'issued' } })])
  return { perks: perks.items, more: perks.nextCursor !== null, vouchers: vouchers.items }
}

export function useHome() {
  const standing = useMine('home', readStanding)
  const view = standing.data && homeView(standing.data)
  const offers = useMine('offers', readOffers, { when: view?.kind === 'score' || view?.kind === 'without-score' })
  const [problem, setProblem] = useState<ApiError>()

  const refuse = async () => {
    setProblem(undefined)
    try {
      await call('POST /me/score/refusal')
      toast('好的，不再询问')
      await standing.reload()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }

  return { standing, offers, view, problem, refuse }
}
