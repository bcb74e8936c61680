import { Input, Text, View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from '../../lib/a11y'
import { classNames } from '../../lib/class-names'
import { Icon } from '../icon'

export interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  error?: string
  hint?: string
  placeholder?: string
  kind?: 'text' | 'number' | 'idcard'
  maxLength?: number
  disabled?: boolean
  onDone?: () => void
}

/** A labelled line of text with its error below. */
export function Field({ label, value, onInput, error, hint, placeholder, kind = 'text', maxLength = 140, disabled = false, onDone }: FieldProps) {
  const id = useId()
  const below = error ?? hint
  const message = below !== undefined && (
    <View id={`${id}-note`} className={classNames('field__note', error !== undefined && 'field__note--error')} {...a11y({ live: 'polite' })}>
      {error !== undefined && <Icon name="alert" size={16} />}
      <Text>{below}</Text>
    </View>
  )
  const className = classNames('field__input', error !== undefined && 'field__input--error')
  if (process.env.TARO_ENV === 'h5') {
    return (
      <View className="field">
        <label className="field__label" htmlFor={id}>
          {label}
        </label>
        <input
          id={id}
          className={className}
          value={value}
          onChange={(event) => onInput(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone?.()
          }}
          placeholder={placeholder}
          inputMode={kind === 'number' ? 'numeric' : 'text'}
          maxLength={maxLength}
          disabled={disabled}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby={below === undefined ? undefined : `${id}-note`}
        />
        {message}
      </View>
    )
  }
  return (
    <View className="field">
      <View className="field__label" {...a11y({ hidden: true })}>
        {label}
      </View>
      <Input
        className={className}
        value={value}
        onInput={(event) => onInput(event.detail.value)}
        onConfirm={onDone}
        placeholder={placeholder}
        placeholderClass="field__placeholder"
        type={kind}
        maxlength={maxLength}
        disabled={disabled}
        {...a11y({ label: error === undefined ? label : `${label}，${error}` })}
      />
      {message}
    </View>
  )
}
