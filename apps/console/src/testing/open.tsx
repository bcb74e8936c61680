import { cleanup, configure, fireEvent, render, waitFor } from '@testing-library/react'
import { vi } from 'vitest'
import { Root } from '../app/root'
import { uploads } from '../features/record/uploads'
import { session } from '../lib/session'
import { type Answer, grant, type Handler, problem, serve } from './server'

// The first page a test opens compiles its chunk on the way; a busy machine takes seconds for that.
configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 60_000 })

const city = { code: '530100', name: '云川市', serviceName: '信惠云川', accent: '#0f766e', hotline: '12345', mode: 'demo', reversalWindowMinutes: 30 }

type Roles = Parameters<typeof grant>[1]

/** Opens the whole console at `path` against a real server, as somebody with `roles`, or as nobody. */
export async function openConsole(path: string, roles: Roles | null, handlers: Record<string, Handler>) {
  const server = await serve({
    'GET /city': () => ({ json: city }),
    'POST /staff/sessions/refresh': (): Answer => (roles === null ? problem(401, 'UNAUTHENTICATED', '请先登录') : { json: grant('token', roles) }),
    ...handlers,
  })
  window.history.replaceState(null, '', `/console${path}`)
  const view = render(<Root />)
  return {
    ...server,
    ...view,
    /** Unmounts, forgets the session and every upload, stops the server. */
    leave: async () => {
      cleanup()
      uploads.clear()
      session.close(false)
      await server.close()
    },
  }
}

/** Clicks once the button takes clicks again: it still turns for a moment when the words of a refusal are there. */
export async function clickAgain(button: () => HTMLElement): Promise<void> {
  await waitFor(() => {
    if (button().className.includes('loading')) throw new Error('the button still turns')
  })
  fireEvent.click(button())
}
