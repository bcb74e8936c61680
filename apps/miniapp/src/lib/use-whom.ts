import type { Whom } from '../components/for-whom'
import { go } from './go'
import { call } from './request'
import { saveSubject } from './session'
import { useMine } from './use-mine'

const ME: Whom = { id: 'me', name: '我本人', kind: 'person' }

/** Whom the reader may act for: oneself, and the firms that let them. Switching opens that one's page. */
export function useWhom() {
  const firms = useMine('firms', () => call('GET /me/firms'))
  const choices: Whom[] = [ME, ...(firms.data?.items ?? []).map(({ firmId, firmName }): Whom => ({ id: firmId, name: firmName, kind: 'organization' }))]
  const onSwitch = (whom: Whom) => {
    if (whom.kind === 'person') {
      saveSubject(undefined)
      void go('me')
      return
    }
    saveSubject({ kind: 'organization', id: whom.id, name: whom.name })
    void go('firmFile', { firmId: whom.id })
  }
  return { me: ME, choices, onSwitch, firms }
}
