import { useRouter } from '@tarojs/taro'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'

/** Cases and letters of the reader and of every firm they may apply for; with a firm in the address of that one alone. */
export function useCases() {
  const only = paramOf(useRouter().params, 'firmId')
  return useMine(`repair-cases:${only ?? 'all'}`, async () => {
    const { items } = await call('GET /me/firms')
    const firms = items.filter((f) => f.status === 'living' && (f.role === 'representative' || f.rights.includes('repair')))
    const all = [{ firmId: undefined, name: '本人' }, ...firms.map(({ firmId, firmName }) => ({ firmId, name: firmName }))]
    return Promise.all(
      all
        .filter(({ firmId }) => only === undefined || firmId === only)
        .map(async (whose) => {
          const query = { firmId: whose.firmId }
          const [cases, letters] = await Promise.all([call('GET /me/repair-cases', { query }), call('GET /me/repair-letters', { query })])
          return { ...whose, cases: cases.items, letters: letters.items }
        }),
    )
  })
}
