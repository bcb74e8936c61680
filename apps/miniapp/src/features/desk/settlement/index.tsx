import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { DeskGate } from '../desk-gate'
import { StoreSwitch } from '../store-switch'
import { useDesk } from '../use-desk'
import { nextWords, seesSettlement, statementLine } from './settlement.view'
import './index.css'

export default function DeskSettlement() {
  const desk = useDesk(paramOf(useRouter().params, 'storeId'))
  return (
    <Page notice={<Stale load={desk.load} />} forWhom={<StoreSwitch {...desk} />}>
      <DeskGate desk={desk}>
        {({ merchantId, role }) => (seesSettlement(role) ? <SettlementOf key={merchantId} merchantId={merchantId} owns={role === 'owner'} /> : <Empty icon="receipt" title="结算由店主和店长查看" note="需要查看时，请找店主或店长" />)}
      </DeskGate>
    </Page>
  )
}

function SettlementOf({ merchantId, owns }: { merchantId: string; owns: boolean }) {
  const load = useMine(`desk-settlement:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/settlement', { params: { merchantId } }))
  return (
    <Loaded load={load} skeleton={<Skeleton kind="list" rows={4} />}>
      {({ next, items }) => {
        const { amount, note } = nextWords(next)
        return (
          <>
            <Stale load={load} />
            <View className="next-settlement" {...a11y({ label: `下次应结 ${amount}，${note}` })}>
              <View className="words">下次应结</View>
              <View className="figure">{amount}</View>
              <View className="next-settlement__note">{note}</View>
            </View>
            {items.length === 0 ? (
              <Empty icon="receipt" title="还没有结算单" note="每月 1 日出上月的结算单，由店主核对和确认" />
            ) : (
              <List label="最近的结算单">
                {items.map((item) => (
                  <ListItem key={item.statementId} {...statementLine(item)} onTap={() => void go('deskStatement', { merchantId, statementId: item.statementId, owns: owns ? '1' : '0' })} />
                ))}
              </List>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
