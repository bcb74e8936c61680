import { useEffect } from 'react'
import { useCity } from './city'

/** `合作商户 · 云川市信惠后台`. */
export function useTitle(title: string | undefined): void {
  const city = useCity()
  useEffect(() => {
    const house = `${city?.name ?? ''}信惠后台`
    document.title = title === undefined ? house : `${title} · ${house}`
  }, [title, city?.name])
}
