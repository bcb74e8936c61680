import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Problem } from '../../../components/problem'
import { Tag } from '../../../components/tag'
import { go } from '../../../lib/go'
import './index.css'
import { type RecordRow, recordGroups } from './list.view'
import { anchorOf, useList } from './use-list'

export default function RecordList() {
  const { load, wanted, hotline, problem, download } = useList()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后看您的信用记录">
        {(records) => (
          <>
            {records.length === 0 && <Empty title="还没有您的信用记录" note="没有记录不等于失信。有关单位报送后，会按类别列在这里" />}
            {recordGroups(records).map(({ item, title, count, rows, rest }) => (
              <Card key={item} title={title} aside={<View className="list-item__value">{count}</View>}>
                {rows.map((row) => (
                  <Entry key={row.recordId} row={row} startOpen={row.recordId === wanted} />
                ))}
                {rest.length > 0 && (
                  <Fold title={`更早的 ${rest.length} 条`} label={`${title}：更早的 ${rest.length} 条`} startOpen={rest.some(({ recordId }) => recordId === wanted)}>
                    {rest.map((row) => (
                      <Entry key={row.recordId} row={row} startOpen={row.recordId === wanted} />
                    ))}
                  </Fold>
                )}
              </Card>
            ))}
            <List label="我的数据">
              <ListItem icon="shield" title="专项信息授权" note="社保、公积金等，一项一授权" onTap={() => void go('consents', { tab: 'items' })} />
              <ListItem icon="info" title="我的异议" note="提过的异议和处理结果" onTap={() => void go('objections')} />
            </List>
            <Button kind="secondary" onTap={download}>
              下载我的数据
            </Button>
            {problem && <Problem error={problem} />}
            <Card title="说明">
              <View className="words">这里只有您本人看得到。</View>
              <View className="words">{`记录有误，打开“全部内容”提出异议，或联系来源单位${hotline === undefined ? '' : `，或拨打 ${hotline}`}。`}</View>
              <Fold title="依据" label="依据：哪些记录不在这里">
                社保、公积金、水电气等专项信息，只有您授权后才会列出和使用，撤回授权就不再列出。只收录公共信用信息目录内的记录（《个人信息保护法》第十三条、第十四条）。
              </Fold>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Entry({ row: { recordId, title, tone, negative, disputed, facts, fields }, startOpen }: { row: RecordRow; startOpen: boolean }) {
  return (
    <View className="record" id={anchorOf(recordId)}>
      <View className="record__head">
        <View className="record__title">{title}</View>
        {disputed ? <Tag tone="amber">异议处理中</Tag> : <Tag>{tone}</Tag>}
      </View>
      <Facts items={facts} />
      {negative && (
        <Button kind="text" inline label={`什么时候可以修复：${title}`} onTap={() => go('repairRecord', { recordId })}>
          什么时候可以修复
        </Button>
      )}
      {fields.length > 0 && (
        <Fold title="全部内容" label={`全部内容：${title}`} startOpen={startOpen}>
          <Facts items={fields} />
          {!disputed && <Dispute recordId={recordId} title={title} />}
        </Fold>
      )}
      {fields.length === 0 && !disputed && <Dispute recordId={recordId} title={title} />}
    </View>
  )
}

const Dispute = ({ recordId, title }: { recordId: string; title: string }) => (
  <Button kind="text" inline label={`提出异议：${title}`} onTap={() => go('objectionNew', { recordId, title })}>
    提出异议
  </Button>
)
