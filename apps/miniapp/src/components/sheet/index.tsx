import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../lib/a11y'
import { Button } from '../button'
import { Icon } from '../icon'
import { Tap } from '../tap'
import { useDialog } from './use-dialog'

interface SheetProps {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
}

/** A panel from the bottom edge. Tapping beside it, the cross and Escape close it. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  const box = useDialog(open, onClose)
  if (!open) return null
  return (
    <View className="sheet" catchMove>
      <View className="sheet__shade" onClick={onClose} {...a11y({ hidden: true })} />
      <View className="sheet__panel" ref={box} {...a11y({ role: 'dialog', label: title })} aria-modal="true">
        <View className="sheet__head">
          <View className="sheet__title" {...a11y({ role: 'heading', level: 2 })}>
            {title}
          </View>
          <Tap className="sheet__close" label="关闭" onTap={onClose}>
            <Icon name="close" />
          </Tap>
        </View>
        <View className="sheet__body">{children}</View>
      </View>
    </View>
  )
}

interface ConfirmProps {
  open: boolean
  /** A question: 撤销这次核销？ */
  title: string
  /** What will happen, and whether it can be undone. */
  body: ReactNode
  /** A verb. */
  action: string
  danger?: boolean
  onConfirm: () => void | Promise<void>
  onClose: () => void
}

export function Confirm({ open, title, body, action, danger = false, onConfirm, onClose }: ConfirmProps) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <View className="sheet__words">{body}</View>
      <Button kind={danger ? 'danger' : 'primary'} onTap={onConfirm}>
        {action}
      </Button>
      <Button kind="text" onTap={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
