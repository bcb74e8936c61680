import { View } from '@tarojs/components'
import { encode } from 'uqr'
import { useMemo, useState } from 'react'
import { a11y } from '../../lib/a11y'
import { svgUri } from '../../lib/svg'
import { Picture } from '../picture'
import { matrixSvg, rowGradient } from './matrix'

interface QrCodeProps {
  text: string
  /** What it is, for a screen reader: 出示码，请让店员扫描. */
  label: string
  /** Covered while it must not be scanned. */
  veiled?: boolean
}

/** Quiet zone of four modules, as ISO/IEC 18004 asks. */
const BORDER = 4
/** Level Q and no higher where it would fit, so that a code keeps its size from one pass to the next (docs/pass.md). */
const LEVEL = { ecc: 'Q', boostEcc: false, border: BORDER } as const

export function QrCode({ text, label, veiled = false }: QrCodeProps) {
  const rows = useMemo(() => encode(text, LEVEL).data, [text])
  const [drawable, setDrawable] = useState(true)
  return (
    <View className={veiled ? 'qr-code qr-code--veiled' : 'qr-code'}>
      {drawable ? (
        <Picture className="qr-code__picture" src={svgUri(matrixSvg(rows))} label={label} onError={() => setDrawable(false)} />
      ) : (
        <View className="qr-code__rows" {...a11y({ role: 'img', label })}>
          {rows.map((row, y) => (
            <View key={y} className="qr-code__row" style={{ background: rowGradient(row) }} />
          ))}
        </View>
      )}
    </View>
  )
}
