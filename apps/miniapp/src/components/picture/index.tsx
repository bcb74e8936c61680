import { Image } from '@tarojs/components'
import { a11y } from '../../lib/a11y'

interface PictureProps {
  src: string
  /** A sentence that tells what the drawing tells; empty for decoration. */
  label: string
  className: string
  onError?: () => void
}

/** A drawing of our own as a data URI. Plain `<img>` in the browser, so that it has an alt text. */
export function Picture({ src, label, className, onError }: PictureProps) {
  if (process.env.TARO_ENV === 'h5') return <img className={className} src={src} alt={label} onError={onError} draggable={false} />
  return <Image className={className} src={src} mode="aspectFit" onError={onError} {...a11y(label === '' ? { hidden: true } : { role: 'img', label })} />
}
