import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useLoad } from '../../../lib/use-load'
import { type Named, ownOf } from './calculator.view'

/** Records of the reader's, or of firms they may apply for or whose file they may read, that were decided on the day that was typed; asked only while signed in. */
export function useOwn(asked: { subjectKind: 'person' | 'organization'; decidedOn: string } | undefined): readonly Named[] {
  const isSignedIn = useSignal(signedIn)
  const load = useLoad(isSignedIn && asked ? `own:${asked.subjectKind}:${asked.decidedOn}` : undefined, async () => {
    if (asked?.subjectKind === 'person') return ownOf(asked.decidedOn, [{ records: (await call('GET /me/records')).items }])
    const { items } = await call('GET /me/firms')
    const files = items.filter((f) => f.status === 'living' && (f.role === 'representative' || f.rights.includes('file') || f.rights.includes('repair'))).map(({ firmId }) => call('GET /firms/{firmId}/file', { params: { firmId } }))
    return ownOf(asked?.decidedOn ?? '', await Promise.all(files))
  })
  return load.data ?? []
}
