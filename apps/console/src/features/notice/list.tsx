import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { noticeAddress, noticeColumns } from './columns'
import { markSeen, noticeList } from './queries'

/** 通知: what the office is told. Opening the page reads all that is there; what was new stays marked until the page is opened again. */
export function NoticeList() {
  const client = useQueryClient()
  const { lenderId } = useStaff()
  const newest = useQuery({ queryKey: ['notices', 'newest'], queryFn: async ({ signal }) => (await noticeList.page({ limit: 1, signal })).items[0] ?? null, staleTime: 0, gcTime: 0 })
  const noticeId = newest.data?.isNew === true ? newest.data.noticeId : undefined
  useEffect(() => {
    if (noticeId !== undefined) void markSeen(noticeId).then(() => client.setQueryData(['notices', 'unread'], 0), () => undefined)
  }, [noticeId, client])
  return (
    <Page title={pages.notices.title} note={lenderId === null ? '权益库存到 50%、25%、10% 和领完，合作协议快到期，商户被自动暂停，信用修复和异议快到期、超期，修复该重新评价，机构确认或退回代录的产品，都在这里。' : '信用办审核、代录、发布和暂停本机构的产品，都在这里。'} actions={<ExportButton name={pages.notices.title} columns={noticeColumns} page={noticeList.page} />}>
      <ListView source={noticeList} label={pages.notices.title} unit="条" columns={noticeColumns} rowKey={(notice) => notice.noticeId} to={noticeAddress} empty={<Empty title="没有通知" />} />
    </Page>
  )
}
