import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { moment, yuan } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { usePages } from '../../../lib/use-pages'
import { useReturn } from '../../../lib/use-return'
import { endVerb, toneOf } from '../waiver.view'

const CHOICES = [
  { code: 'open', title: '办理中' },
  { code: 'all', title: '全部' },
]

export default function DeskWaivers() {
  const storeId = paramOf(useRouter().params, 'storeId') ?? ''
  const [choice, setChoice] = useState('open')
  const { load, items, more } = usePages(`desk-waivers ${storeId} ${choice}`, (cursor) => call('GET /desk/waivers', { query: { storeId, open: choice === 'open' ? 'true' : 'false', cursor } }), { cacheKey: `cache:desk-waivers:${storeId}:${choice}` })
  useReturn(() => void load.reload())
  return (
    <Page notice={<Stale load={load} />}>
      <ChipRow label="看哪些订单" items={CHOICES} selected={choice} onSelect={setChoice} />
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={5} />}>
        {() =>
          items.length === 0 ? (
            <Empty title={choice === 'open' ? '没有办理中的订单' : '还没有订单'} note="顾客的取用码核销后，订单会出现在这里" />
          ) : (
            <>
              <List label="订单">
                {items.map(({ waiverId, orderNo, title, kind, status, statusTitle, dueAt, billFen }) => (
                  <ListItem
                    key={waiverId}
                    title={`${orderNo} ${title}`}
                    note={billFen !== null ? `应收 ${yuan(billFen)}` : dueAt === null ? undefined : `应${endVerb(kind)} ${moment(dueAt)}`}
                    aside={<Tag tone={toneOf(status)}>{statusTitle}</Tag>}
                    onTap={() => void go('deskWaiver', { waiverId })}
                  />
                ))}
              </List>
              {more.has && (
                <Button kind="text" loading={more.busy} onTap={more.load}>
                  {more.error ? '没有读到，再试一次' : '看更多'}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
