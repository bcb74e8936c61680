import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { commitmentRow, signable, templateNote } from '../commitment.view'

/** My promises, or a firm's, and what may be promised. */
export default function CommitmentList() {
  const firmId = paramOf(useRouter().params, 'firmId')
  const load = useMine(`commitments:${firmId ?? 'me'}`, () => (firmId === undefined ? call('GET /me/commitments') : call('GET /firms/{firmId}/commitments', { params: { firmId } })))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={6} />} loginNote="登录后看您的信用承诺">
        {(mine) => {
          const open = signable(mine)
          return (
            <>
              {mine.items.length === 0 ? (
                <Empty title="还没有签过承诺" note="签一份，做到了就记入信用档案" />
              ) : (
                <List label="已签署的承诺">
                  {mine.items.map(commitmentRow).map(({ key, title, note, status, tone }) => (
                    <ListItem key={key} title={title} note={note} aside={<Tag tone={tone}>{status}</Tag>} onTap={() => void go('commitment', { firmId, commitmentId: key })} />
                  ))}
                </List>
              )}
              {open.length > 0 && (
                <Card title="可以签署">
                  <List label="可以签署的承诺">
                    {open.map((template) => (
                      <ListItem key={template.code} icon="stamp" title={template.title} note={templateNote(template)} onTap={() => void go('commitmentSign', { firmId, template: template.code })} />
                    ))}
                  </List>
                </Card>
              )}
              <View className="words">{firmId === undefined ? '个人的承诺只奖不罚：没有做到也不扣分、不影响办事。' : '由法定代表人签署；经办人可以查看。'}</View>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
