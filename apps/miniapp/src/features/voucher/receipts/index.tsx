import { useRouter } from '@tarojs/taro'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { receiptLine } from '../receipt.view'

export default function Receipts() {
  const firmId = paramOf(useRouter().params, 'firmId')
  const load = useMine(firmId === undefined ? 'receipts' : `receipts:${firmId}`, () => (firmId === undefined ? call('GET /me/receipts') : call('GET /firms/{firmId}/receipts', { params: { firmId } })))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={5} />} loginNote="登录后查看您的使用记录">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="receipt" title="还没有使用记录" note="到店出示、商户核销后，凭据会在这里" />
          ) : (
            <List label="使用记录">
              {items.map((receipt) => (
                <ListItem
                  key={receipt.redemptionId}
                  {...receiptLine(receipt)}
                  aside={receipt.reversedAt === null ? undefined : <Tag>已撤销</Tag>}
                  onTap={() => void go('receipt', { redemptionId: receipt.redemptionId, firmId })}
                />
              ))}
            </List>
          )
        }
      </Loaded>
    </Page>
  )
}
