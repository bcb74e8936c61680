import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'

export function useList() {
  const load = useMine('notices', () => call('GET /me/notices', { query: { limit: 50 } }))
  /** Being shown the details is reading; a failure leaves it unread, which harms nobody. */
  const read = async (noticeId: string) => {
    await call('POST /me/notices/{noticeId}/read', { params: { noticeId } }).catch(() => undefined)
    await load.reload()
  }
  return { load, read }
}
