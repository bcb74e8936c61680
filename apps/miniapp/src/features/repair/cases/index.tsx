import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { day } from '../../../lib/format'
import { go } from '../../../lib/go'
import { caseNote, toneOf } from '../case.view'
import { useCases } from './use-cases'

/** Where every application stands, the reader's own and those of their firms, and the letters that came with decisions. */
export default function RepairCases() {
  const load = useCases()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={6} />} loginNote="登录后看您的修复申请">
        {(whose) => {
          const some = whose.filter(({ cases, letters }) => cases.length + letters.length > 0)
          return (
            <>
              {some.length === 0 && (
                <Empty
                  title="没有修复申请"
                  note="在信用记录里点“什么时候可以修复”，到时就能申请。修复不收费"
                  action={
                    <Button inline kind="secondary" onTap={() => go('repairCalculator')}>
                      先算一算
                    </Button>
                  }
                />
              )}
              {some.map(({ firmId, name, cases, letters }) => (
                <View key={name} className="stack stack--tight">
                  <View className="card__title" {...a11y({ role: 'heading', level: 2 })}>
                    {name}
                  </View>
                  {cases.length > 0 && (
                    <List label={`${name}的修复申请`}>
                      {cases.map((one) => (
                        <ListItem
                          key={one.caseId}
                          title={one.kind === 'repair' ? one.itemTitle : `${one.kindTitle}：${one.itemTitle}`}
                          note={caseNote(one)}
                          aside={<Tag tone={toneOf(one.status)}>{one.statusTitle}</Tag>}
                          onTap={() => void (one.status === 'draft' ? go('repairApply', { recordId: one.recordId }) : go('repairCase', { caseId: one.caseId }))}
                        />
                      ))}
                    </List>
                  )}
                  {letters.length > 0 && (
                    <List label={`${name}的告知书`}>
                      {letters.map((letter) => (
                        <ListItem
                          key={letter.letterId}
                          icon="file"
                          title={letter.title}
                          note={`${letter.itemTitle}，${letter.office}，${day(letter.decidedOn)}认定`}
                          aside={letter.acknowledgedAt === null ? <Tag tone="amber">待签收</Tag> : <Tag>已签收</Tag>}
                          onTap={() => void go('repairRecord', { recordId: letter.recordId, firmId })}
                        />
                      ))}
                    </List>
                  )}
                </View>
              ))}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
