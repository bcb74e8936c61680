import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export type FetchPage<T> = (ask: { cursor?: string; limit?: number; signal?: AbortSignal }) => Promise<Page<T>>

/** One list with its filter: the table pages through it, the export reads it to the end. */
export interface ListSource<T> {
  key: readonly unknown[]
  page: FetchPage<T>
  /** Ask again after this many milliseconds while the rows call for it. */
  pollWhile?: (rows: readonly T[]) => number | false
}

export function useList<T>(source: ListSource<T>) {
  const query = useInfiniteQuery({
    queryKey: source.key,
    queryFn: ({ pageParam, signal }) => source.page({ cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (state) => source.pollWhile?.(state.state.data?.pages.flatMap((page) => page.items) ?? []) ?? false,
  })
  return { ...query, rows: query.data?.pages.flatMap((page) => page.items) }
}

export const EXPORT_LIMIT = 20_000

/** Reads a list to its end, 100 rows at a time; stops at {@link EXPORT_LIMIT} and says so by `complete: false`. */
export async function readAll<T>(page: FetchPage<T>, onProgress: (rows: number) => void, signal?: AbortSignal): Promise<{ rows: T[]; complete: boolean }> {
  const rows: T[] = []
  let cursor: string | undefined
  do {
    const answer = await page({ cursor, limit: 100, signal })
    rows.push(...answer.items)
    onProgress(rows.length)
    cursor = answer.nextCursor ?? undefined
  } while (cursor !== undefined && rows.length < EXPORT_LIMIT)
  return { rows, complete: cursor === undefined }
}
