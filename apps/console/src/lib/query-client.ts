import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './problem'

/** An answer of the server (wrong, not allowed, not found) is final; only silence and 5xx are worth a second try. */
const worthRetrying = (failures: number, error: Error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500)

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthRetrying, retryDelay: (failures) => 600 * 2 ** failures, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  })
