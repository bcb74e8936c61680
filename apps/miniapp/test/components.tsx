import { createElement, forwardRef, type HTMLAttributes, type ReactNode } from 'react'

interface TaroProps extends HTMLAttributes<HTMLElement> {
  hoverClass?: string
  catchMove?: boolean
  children?: ReactNode
}

/** Taro's components as plain elements, with what Taro alone understands taken off. */
const as = (tag: string) =>
  forwardRef<HTMLElement, TaroProps>(function Plain({ hoverClass: _hoverClass, catchMove: _catchMove, children, ...rest }, ref) {
    return createElement(tag, { ...rest, ref }, children)
  })

export const View = as('div')
export const Text = as('span')
export const Image = as('img')
export const Input = as('input')
