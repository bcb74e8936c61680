import type { UseQueryResult } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import { type PageId, pages } from '../access'
import { listAddress } from './case-keys'
import { Page } from './page'
import { Bones, Failure } from './states'

interface CaseProps<T> {
  /** Another case is another page: nothing typed into the one before stays. */
  id: string
  query: UseQueryResult<T>
  page: PageId
  /** Until the case itself is there. */
  title: string
  children: (found: T, trail: ReactNode) => ReactNode
}

/** A case from the API: loading, failing, or there; above it the way back to the list as it was left. */
export function Case<T>({ id, query, page, title, children }: CaseProps<T>) {
  const trail = <Link to={listAddress(pages[page].path)}>{pages[page].title}</Link>
  if (query.data === undefined)
    return (
      <Page key="loading" title={title} trail={trail}>
        {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} retrying={query.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  return <Fragment key={id}>{children(query.data, trail)}</Fragment>
}
