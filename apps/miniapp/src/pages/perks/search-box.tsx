import { Input, View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { Tap } from '../../components/tap'
import { a11y } from '../../lib/a11y'

const LABEL = '搜商户或优惠'

export function SearchBox({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  return (
    <View className="search-box" {...a11y({ role: 'search' })}>
      <Icon name="search" size={20} />
      {process.env.TARO_ENV === 'h5' ? (
        <input className="search-box__input" aria-label={LABEL} placeholder={LABEL} value={value} maxLength={50} enterKeyHint="search" autoComplete="off" onChange={(event) => onInput(event.target.value)} />
      ) : (
        <Input className="search-box__input" value={value} placeholder={LABEL} maxlength={50} confirmType="search" onInput={(event) => onInput(event.detail.value)} {...a11y({ label: LABEL })} />
      )}
      {value !== '' && (
        <Tap className="search-box__clear" label="清空搜索" onTap={() => onInput('')}>
          <Icon name="close" size={18} />
        </Tap>
      )}
    </View>
  )
}
