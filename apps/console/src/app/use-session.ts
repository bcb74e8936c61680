import { useSyncExternalStore } from 'react'
import { session, type Staff } from '../lib/session'

export const useSession = () => useSyncExternalStore(session.subscribe, session.get)

/** Inside the shell somebody is always signed in; anywhere else this is a mistake and says so. */
export function useStaff(): Staff {
  const state = useSession()
  if (state.status !== 'signed-in') throw new Error('used outside the signed-in shell')
  return state.staff
}
