import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ApiError } from './api-error'
import { clearCaches, readCache } from './storage'
import { useLoad } from './use-load'

const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络' })
const refused = () => new ApiError({ status: 403, code: 'FORBIDDEN', title: '无权查看' })

afterEach(() => {
  cleanup()
  clearCaches()
})

describe('loading a page', () => {
  it('a first load that fails has an error and no data, and a second try may cure it', async () => {
    const answers = [() => Promise.reject(offline()), () => Promise.resolve('good')]
    const { result } = renderHook(() => useLoad('me', () => (answers.shift() ?? answers[0]!)()))
    expect(result.current).toMatchObject({ loading: true, data: undefined })
    await waitFor(() => expect(result.current.error?.code).toBe('OFFLINE'))
    expect(result.current).toMatchObject({ loading: false, stale: false, refreshError: undefined })
    await act(() => result.current.reload())
    expect(result.current).toMatchObject({ data: 'good', error: undefined, stale: false })
  })

  it('a refresh that fails keeps the last good data and says it is stale', async () => {
    let answer: () => Promise<string> = () => Promise.resolve('good')
    const { result } = renderHook(() => useLoad('me', () => answer()))
    await waitFor(() => expect(result.current.data).toBe('good'))
    answer = () => Promise.reject(refused())
    await act(() => result.current.reload())
    expect(result.current).toMatchObject({ data: 'good', error: undefined, stale: true, refreshing: false })
    expect(result.current.refreshError?.code).toBe('FORBIDDEN')
  })

  it('without network the answer kept on the phone is shown as stale; a refusal never shows it', async () => {
    const first = renderHook(() => useLoad('a', () => Promise.resolve('kept'), { cacheKey: 'cache:a' }))
    await waitFor(() => expect(first.result.current.data).toBe('kept'))
    expect(readCache('cache:a')?.value).toBe('kept')

    const without = renderHook(() => useLoad<string>('a', () => Promise.reject(offline()), { cacheKey: 'cache:a' }))
    await waitFor(() => expect(without.result.current.data).toBe('kept'))
    expect(without.result.current).toMatchObject({ stale: true, error: undefined })
    expect(without.result.current.refreshError?.code).toBe('OFFLINE')

    const forbidden = renderHook(() => useLoad<string>('a', () => Promise.reject(refused()), { cacheKey: 'cache:a' }))
    await waitFor(() => expect(forbidden.result.current.error?.code).toBe('FORBIDDEN'))
    expect(forbidden.result.current.data).toBeUndefined()
  })

  it('what failed for want of network comes by itself when there is network again; a refusal is not asked again', async () => {
    let answer: () => Promise<string> = () => Promise.resolve('good')
    let asks = 0
    const back = () => window.dispatchEvent(new Event('online'))
    const { result, unmount } = renderHook(() => useLoad('me', () => ((asks += 1), answer())))
    await waitFor(() => expect(result.current.data).toBe('good'))
    answer = () => Promise.reject(offline())
    await act(() => result.current.reload())
    expect(result.current.refreshError?.code).toBe('OFFLINE')
    answer = () => Promise.resolve('newer')
    await act(async () => back())
    expect([asks, result.current.data, result.current.refreshError]).toEqual([3, 'newer', undefined])
    answer = () => Promise.reject(refused())
    await act(() => result.current.reload())
    await act(async () => back())
    expect([asks, result.current.refreshError?.code]).toEqual([4, 'FORBIDDEN'])
    unmount()
    back()
    expect(asks).toBe(4)
  })

  it('an answer that comes after the reader moved on is dropped', async () => {
    const finish: Record<string, (value: string) => void> = {}
    const load = (key: string) => () => new Promise<string>((resolve) => (finish[key] = resolve))
    const { result, rerender } = renderHook(({ key }) => useLoad(key, load(key)), { initialProps: { key: 'bus' } })
    rerender({ key: 'book' })
    await act(async () => finish.book?.('books'))
    await act(async () => finish.bus?.('buses'))
    expect(result.current.data).toBe('books')
  })

  it('waits while there is no key, and takes the answer of an action in place of the data', async () => {
    const { result, rerender } = renderHook(({ key }: { key: string | undefined }) => useLoad(key, () => Promise.resolve('first')), { initialProps: { key: undefined as string | undefined } })
    expect(result.current).toMatchObject({ loading: false, data: undefined })
    rerender({ key: 'now' })
    await waitFor(() => expect(result.current.data).toBe('first'))
    act(() => result.current.replace('second'))
    expect(result.current).toMatchObject({ data: 'second', stale: false })
  })
})
