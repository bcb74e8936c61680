import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../context'
import type { AppEnv } from './route'

export function createAuthenticate(_deps: Deps): MiddlewareHandler<AppEnv> {
  return (_c, next) => next()
}
