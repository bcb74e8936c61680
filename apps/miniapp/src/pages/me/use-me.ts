import { toast } from '../../components/toast'
import { ApiError } from '../../lib/api-error'
import { call } from '../../lib/request'
import { forgetSession } from '../../lib/session'
import { useCity } from '../../lib/use-city'
import { useMine } from '../../lib/use-mine'

export function useMe() {
  const me = useMine('me', () => call('GET /me'))
  const city = useCity()

  /** The phone forgets at once, whether or not the server hears of it. */
  const leave = async () => {
    try {
      await call('DELETE /sessions/current')
      toast('已退出登录')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.unanswered ? '本机已退出，联网后旧登录会自动失效' : '已退出登录')
    } finally {
      forgetSession()
    }
  }

  return { me, city: city.data, leave }
}
