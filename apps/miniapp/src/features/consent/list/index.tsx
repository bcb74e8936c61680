import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Items } from './items'
import { consentRows, logRows, TABS } from './list.view'
import { useList } from './use-list'

export default function ConsentList() {
  const { tab, setTab, consents, log, leaving, problem, ask, withdraw } = useList()
  return (
    <Page notice={<Stale load={tab === 'log' ? log : consents} />}>
      {consents.signedIn && <ChipRow label="看什么" items={TABS} selected={tab} onSelect={setTab} />}
      {tab === 'items' && <Items />}
      {tab === 'consents' && (
        <Loaded load={consents} skeleton={<Skeleton rows={6} />} loginNote="登录后看您的授权">
          {(items) =>
            items.length === 0 ? (
              <Empty icon="shield" title="还没有授权" note="您同意的每一项授权都会列在这里，随时可以撤回" />
            ) : (
              <>
                {consentRows(items).map((row) => (
                  <Card key={row.consentId} title={row.title} aside={<Tag tone={row.tone}>{row.status}</Tag>}>
                    <View className="stack">
                      <Facts items={row.facts} />
                      {row.mayWithdraw && (
                        <Button kind="secondary" label={`撤回授权：${row.title}`} onTap={() => ask(row)}>
                          撤回授权
                        </Button>
                      )}
                    </View>
                  </Card>
                ))}
              </>
            )
          }
        </Loaded>
      )}
      {tab === 'log' && (
        <Loaded load={log} skeleton={<Skeleton rows={6} />} loginNote="登录后看谁查过您">
          {(entries) =>
            entries.length === 0 ? (
              <Empty icon="search" title="没有人查过您" note="每次有人查看您的信用信息，这里都会记下谁、什么时候、为了什么" />
            ) : (
              <>
                {logRows(entries).map(({ key, viewer, at, facts }) => (
                  <Card key={key} title={viewer}>
                    <View className="words">{at}</View>
                    <Facts items={facts} />
                  </Card>
                ))}
              </>
            )
          }
        </Loaded>
      )}
      <Confirm
        open={leaving !== undefined}
        title={`撤回“${leaving?.title ?? ''}”的授权？`}
        action="撤回授权"
        danger
        onConfirm={withdraw}
        onClose={() => ask(undefined)}
        body={
          <View className="stack stack--tight">
            <Bullets items={leaving?.consequences ?? []} />
            {problem && <Problem error={problem} />}
          </View>
        }
      />
    </Page>
  )
}
