import { ApiError } from './api-error'
import { newId } from './request'

/** No final word of the server: the act may or may not have happened, so the next attempt carries the same key. */
const undecided = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.unanswered || error.status >= 500 || error.code === 'IN_PROGRESS'

/**
 * Something the reader means to do once (claim, redeem), however often it has to be sent.
 * Every attempt carries one Idempotency-Key until the server has decided; only then does the next one start afresh.
 */
export class Intention {
  #key: string | undefined

  async attempt<T>(act: (idempotencyKey: string) => Promise<T>): Promise<T> {
    this.#key ??= newId()
    try {
      const outcome = await act(this.#key)
      this.#key = undefined
      return outcome
    } catch (error) {
      if (!undecided(error)) this.#key = undefined
      throw error
    }
  }
}
