import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Empty } from '../../components/empty'
import { Loaded } from '../../components/loaded'
import { Skeleton } from '../../components/skeleton'
import { go } from '../../lib/go'
import type { DeskStore } from './store-choice'
import type { Desk } from './use-desk'

/** The desk is for those who hold a post at a store; everybody else reads how to get one. */
export function DeskGate({ desk, children }: { desk: Desk; children: (store: DeskStore) => ReactNode }) {
  return (
    <Loaded load={desk.load} skeleton={<Skeleton rows={6} />} loginNote="登录后打开您的商户工作台">
      {() => (desk.store ? children(desk.store) : <Empty icon="store" title="您还不是商户店员" note="店里出示邀请码后，扫一扫就能上岗" action={<Button inline onTap={() => go('merchantJoin')}>用邀请码上岗</Button>} />)}
    </Loaded>
  )
}
