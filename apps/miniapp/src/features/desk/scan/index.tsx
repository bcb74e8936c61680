import { useRouter } from '@tarojs/taro'
import { Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Tap } from '../../../components/tap'
import { Icon } from '../../../components/icon'
import { go, paramOf } from '../../../lib/go'
import { DeskGate } from '../desk-gate'
import { DeskOfflineBar } from '../offline/offline-bar'
import { useOffline } from '../offline/use-offline'
import { StoreSwitch } from '../store-switch'
import { useDesk } from '../use-desk'
import './index.css'
import { PositionSwitch } from './position-switch'
import { ScanBody, ScanFooter } from './scan-steps'
import { useScan } from './use-scan'

export default function DeskScan() {
  const desk = useDesk(paramOf(useRouter().params, 'storeId'))
  const storeId = desk.store?.storeId
  return storeId === undefined ? (
    <Page notice={<Stale load={desk.load} />}>
      <DeskGate desk={desk}>{() => null}</DeskGate>
    </Page>
  ) : (
    // Another store is another desk: what was scanned here does not follow.
    <Desk key={storeId} storeId={storeId} desk={desk} />
  )
}

function Desk({ storeId, desk }: { storeId: string; desk: ReturnType<typeof useDesk> }) {
  const offline = useOffline(storeId)
  const scan = useScan(storeId, offline)
  return (
    <Page
      notice={<Stale load={desk.load} />}
      forWhom={<StoreSwitch {...desk} />}
      actions={
        <>
          <Tap className="quick-action" onTap={() => void go('merchantHome', { merchantId: desk.store?.merchantId })}>
            <Icon name="store" size={22} />
            我的商户
          </Tap>
          <Tap className="quick-action" onTap={() => void go('deskReceipts', { storeId })}>
            <Icon name="receipt" size={22} />
            今日核销
          </Tap>
          <Tap className="quick-action" onTap={() => void go('deskWaivers', { storeId })}>
            <Icon name="shield" size={22} />
            免押订单
          </Tap>
        </>
      }
      footer={scan.step.at === 'scanning' || scan.step.at === 'checking' ? undefined : <ScanFooter scan={scan} />}
    >
      {scan.step.at === 'scanning' && <DeskOfflineBar offline={offline} storeId={storeId} />}
      <ScanBody scan={scan} />
      {scan.step.at === 'scanning' && <PositionSwitch />}
    </Page>
  )
}
