import { Input, View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'
import { Icon } from '../icon'
import { Tap } from '../tap'

interface SearchBoxProps {
  /** What is searched: 搜商户或优惠. Also the placeholder. */
  label: string
  value: string
  onInput: (value: string) => void
}

export function SearchBox({ label, value, onInput }: SearchBoxProps) {
  return (
    <View className="search-box" {...a11y({ role: 'search' })}>
      <Icon name="search" size={20} />
      {process.env.TARO_ENV === 'h5' ? (
        <input className="search-box__input" aria-label={label} placeholder={label} value={value} maxLength={50} enterKeyHint="search" autoComplete="off" onChange={(event) => onInput(event.target.value)} />
      ) : (
        <Input className="search-box__input" value={value} placeholder={label} maxlength={50} confirmType="search" onInput={(event) => onInput(event.detail.value)} {...a11y({ label })} />
      )}
      {value !== '' && (
        <Tap className="search-box__clear" label="清空搜索" onTap={() => onInput('')}>
          <Icon name="close" size={18} />
        </Tap>
      )}
    </View>
  )
}
