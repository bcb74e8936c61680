import { createElement, type HTMLAttributes, type ReactNode } from 'react'

/** Taro's components as plain elements, with what Taro alone understands taken off. */
const as = (tag: string) =>
  function Plain({ hoverClass: _hoverClass, catchMove: _catchMove, children, ...rest }: HTMLAttributes<HTMLElement> & { hoverClass?: string; catchMove?: boolean; children?: ReactNode }) {
    return createElement(tag, rest, children)
  }

export const View = as('div')
export const Text = as('span')
export const Image = as('img')
export const Input = as('input')
