import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { RouterProvider } from 'react-router'
import { makeQueryClient } from '../lib/query-client'
import { restoreSession } from '../lib/request'
import { session } from '../lib/session'
import { makeRouter } from '../router'
import { cityQuery } from './city'
import { Failure, Splash } from './states'
import { Theme } from './theme'
import { DEFAULT_ACCENT } from './tokens'
import { useSession } from './use-session'
import { noAnswer } from '../lib/problem'

/** The session and the city come first, together; then the router, whose first page is already on its way, so that a reload lands where it was. */
function Gate() {
  const state = useSession()
  const city = useQuery(cityQuery)
  const [router] = useState(makeRouter)
  useEffect(() => {
    void restoreSession()
  }, [])

  // A city that cannot be read holds nobody up: the console then opens with its own name and colour.
  const waiting = state.status === 'restoring' || (city.isPending && city.failureCount === 0)
  if (state.status === 'unreachable')
    return (
      <Theme accent={DEFAULT_ACCENT}>
        <Failure error={noAnswer()} retry={() => void restoreSession()} />
      </Theme>
    )
  return (
    <Theme accent={city.data?.accent ?? DEFAULT_ACCENT}>
      {waiting ? <Splash /> : <RouterProvider router={router} />}
    </Theme>
  )
}

export function Root() {
  const [client] = useState(makeQueryClient)
  // Whoever signs in next must not see what the one before had read.
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.get().status === 'anonymous') client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'city' })
      }),
    [client],
  )
  return (
    <QueryClientProvider client={client}>
      <Gate />
    </QueryClientProvider>
  )
}
