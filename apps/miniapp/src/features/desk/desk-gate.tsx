import type { ReactNode } from 'react'
import { Empty } from '../../components/empty'
import { Loaded } from '../../components/loaded'
import { Skeleton } from '../../components/skeleton'
import type { DeskStore } from './store-choice'
import type { Desk } from './use-desk'

/** The desk is for those who hold a post at a store; everybody else reads how to get one. */
export function DeskGate({ desk, children }: { desk: Desk; children: (store: DeskStore) => ReactNode }) {
  return (
    <Loaded load={desk.load} skeleton={<Skeleton rows={6} />} loginNote="登录后打开您的商户工作台">
      {() => (desk.store ? children(desk.store) : <Empty icon="store" title="您还不是商户店员" note="请店主或店长在商户后台把您加为店员，再回到这里核销" />)}
    </Loaded>
  )
}
