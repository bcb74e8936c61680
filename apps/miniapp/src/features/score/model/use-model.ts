import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'

/** The published model; anybody may read it. */
export const useModel = () => useLoad('score-model', () => call('GET /score-models/{subjectKind}', { params: { subjectKind: 'person' } }), { cacheKey: 'cache:score-model' })
