// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { ApiError } from './api-error'
import { Intention } from './intention'

const failing = (status: number, code: string) => new ApiError({ status, code, title: code })

async function keysOf(outcomes: readonly (Error | 'done')[]): Promise<string[]> {
  const intention = new Intention()
  const keys: string[] = []
  for (const outcome of outcomes) {
    await intention
      .attempt(async (key) => {
        keys.push(key)
        if (outcome !== 'done') throw outcome
      })
      .catch((error: unknown) => expect(error).toBe(outcome))
  }
  return keys
}

describe('one intention', () => {
  it('carries the same key over every attempt without a verdict: offline, too slow, our fault, still busy', async () => {
    const keys = await keysOf([failing(0, 'OFFLINE'), failing(0, 'TIMEOUT'), failing(503, 'UNAVAILABLE'), failing(409, 'IN_PROGRESS'), 'done'])
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]?.length).toBeGreaterThanOrEqual(16)
  })

  it('takes a new key once the server has decided, for or against', async () => {
    expect(new Set(await keysOf(['done', 'done'])).size).toBe(2)
    expect(new Set(await keysOf([failing(409, 'PERK_SOLD_OUT'), 'done'])).size).toBe(2)
  })
})
