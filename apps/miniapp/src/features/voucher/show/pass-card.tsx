import { View } from '@tarojs/components'
import type { Voucher } from '@xinhui/contract'
import { Barcode } from '../../../components/barcode'
import { Button } from '../../../components/button'
import { CountdownRing } from '../../../components/countdown-ring'
import { Fold } from '../../../components/fold'
import { Icon } from '../../../components/icon'
import { QrCode } from '../../../components/qr-code'
import { a11y } from '../../../lib/a11y'
import { classNames } from '../../../lib/class-names'
import type { PassState } from './show.view'

interface PassCardProps {
  voucher: Voucher
  pass: PassState
  onRetry: () => Promise<void>
}

/** What the reader holds out at the till. The frame keeps its size whatever stands in it. */
export function PassCard({ voucher, pass, onRetry }: PassCardProps) {
  return (
    <View className="card pass">
      <View className="pass__benefit" {...a11y({ role: 'heading', level: 1 })}>
        {voucher.benefit}
      </View>
      <View className="pass__title">{voucher.title}</View>
      <View className="pass__merchant">{voucher.merchantName}</View>
      {pass.is === 'showing' && (
        <>
          <QrCode text={pass.text} label="出示码，请让店员扫描" />
          <View className="pass__row">
            <CountdownRing secondsLeft={pass.secondsLeft} secondsTotal={pass.secondsTotal} label="后更新" />
            <View className={classNames('pass__line', pass.offline && 'pass__line--offline')} {...a11y({ live: 'polite' })}>
              {pass.offline && <Icon name="offline" size={18} />}
              <View>{pass.line}</View>
            </View>
          </View>
          {process.env.TARO_ENV === 'h5' && (
            <View className="pass__bright">
              <Icon name="sun" size={16} />
              <View>扫不出时，请调亮屏幕</View>
            </View>
          )}
          <View className="pass__till">
            <Fold title="店员用扫码枪或键盘：收银码">
              <Barcode digits={pass.tillCode} label="收银码" />
            </Fold>
          </View>
        </>
      )}
      {pass.is === 'fetching' && <View className="pass__blank" {...a11y({ role: 'status', label: '正在取出示码' })} />}
      {pass.is === 'spent' && (
        <View className="pass__blank pass__blank--spent" {...a11y({ role: 'status' })}>
          <Icon name="offline" size={40} />
          <View className="pass__spent">{pass.title}</View>
          <View className="words">{pass.note}</View>
          <Button inline icon="refresh" onTap={onRetry}>
            再试一次
          </Button>
        </View>
      )}
    </View>
  )
}
