import { useRouter } from '@tarojs/taro'
import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'

/** The published model, of persons unless the address says `kind=organization`; anybody may read it. */
export function useModel() {
  const subjectKind = useRouter().params['kind'] === 'organization' ? 'organization' : 'person'
  return useLoad(`score-model:${subjectKind}`, () => call('GET /score-models/{subjectKind}', { params: { subjectKind } }), { cacheKey: `cache:score-model:${subjectKind}` })
}
