import type { Api } from '@xinhui/contract'

export type Staff = Api['GET /staff/me']['response']
type Grant = Api['POST /staff/sessions']['response']

export type SessionState =
  | { status: 'restoring' }
  | { status: 'unreachable' }
  | { status: 'anonymous'; ended: boolean }
  | { status: 'signed-in'; staff: Staff }

let state: SessionState = { status: 'restoring' }
let accessToken: string | undefined
let accessExpiresAt = 0
const listeners = new Set<() => void>()

function set(next: SessionState) {
  state = next
  for (const listener of listeners) listener()
}

/** The access token lives here and nowhere else: not in storage, so that no other script and no later visitor finds it. */
export const session = {
  get: () => state,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  token: () => accessToken,
  /** True when the token would run out within `seconds`: a long upload asks before it starts. */
  expiresWithin: (seconds: number) => accessExpiresAt - Date.now() < seconds * 1000,
  open(grant: Grant) {
    accessToken = grant.accessToken
    accessExpiresAt = Date.parse(grant.accessExpiresAt)
    set({ status: 'signed-in', staff: grant.staff })
  },
  /** `ended`: it was there and is gone (expired, revoked elsewhere), so the login page says so. */
  close(ended: boolean) {
    accessToken = undefined
    accessExpiresAt = 0
    set({ status: 'anonymous', ended })
  },
  restoring() {
    set({ status: 'restoring' })
  },
  unreachable() {
    set({ status: 'unreachable' })
  },
}
