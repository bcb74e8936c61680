import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { showAgain } from '../../test/taro'
import { ApiError } from './api-error'
import { forgetSession, saveSession } from './session'
import { readCache } from './storage'
import { useMine } from './use-mine'

const tokens = { accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' }

beforeEach(() => forgetSession())
afterEach(cleanup)

describe('what belongs to the reader', () => {
  it('is not asked for while nobody is signed in, and is once somebody is', async () => {
    let times = 0
    const { result } = renderHook(() => useMine('file', async () => (times += 1)))
    expect(result.current).toMatchObject({ signedIn: false, data: undefined, loading: false })
    act(() => saveSession(tokens))
    await waitFor(() => expect(result.current.data).toBe(1))
    expect(readCache('cache:file')?.value).toBe(1)
  })

  it('is gone from the screen and from the phone as soon as the reader leaves', async () => {
    saveSession(tokens)
    const { result } = renderHook(() => useMine('file', async () => 'mine'))
    await waitFor(() => expect(result.current.data).toBe('mine'))
    act(() => forgetSession())
    expect(result.current).toMatchObject({ signedIn: false, data: undefined })
    expect(readCache('cache:file')).toBeUndefined()
  })

  it('a refusal is tried again when the page comes back, for it may be cured by then', async () => {
    saveSession(tokens)
    const answers: (() => Promise<string>)[] = [() => Promise.reject(new ApiError({ status: 403, code: 'REAL_NAME_REQUIRED', title: '请先完成实名认证' }))]
    const { result } = renderHook(() => useMine('file', () => (answers.shift() ?? (() => Promise.resolve('mine')))()))
    await waitFor(() => expect(result.current.error?.code).toBe('REAL_NAME_REQUIRED'))
    act(() => showAgain())
    await waitFor(() => expect(result.current.data).toBe('mine'))
  })

  it('waits until it is wanted', async () => {
    saveSession(tokens)
    const { result, rerender } = renderHook(({ when }) => useMine('file', async () => 'mine', { when }), { initialProps: { when: false } })
    expect(result.current).toMatchObject({ signedIn: true, loading: false, data: undefined })
    rerender({ when: true })
    await waitFor(() => expect(result.current.data).toBe('mine'))
  })
})
