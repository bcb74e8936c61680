import { describe, expect, it } from 'vitest'
import { ownUrl, paramOf, urlOf } from './go'

describe('an address of ours', () => {
  it('carries its parameters encoded and leaves out what is missing', () => {
    expect(urlOf('perk', { perkId: 'a&b', tab: undefined })).toBe('/features/perk/detail/index?perkId=a%26b')
    expect(urlOf('home')).toBe('/pages/home/index')
  })

  it('is read back alike in the browser, which decodes, and in WeChat, which does not', () => {
    const next = urlOf('records', { record: 'rec_1' })
    expect(paramOf({ next: encodeURIComponent(next) }, 'next')).toBe(next)
    expect(paramOf({ next }, 'next')).toBe(next)
    expect(paramOf({ next: '%' }, 'next')).toBe('%')
    expect(paramOf({ next: '' }, 'next')).toBeUndefined()
  })

  it('is one of our pages and nothing else', () => {
    expect(ownUrl('/features/record/list/index?record=rec_1')).toBe('/features/record/list/index?record=rec_1')
    for (const foreign of ['https://example.com', '//example.com', '/features/record/list/indexes', '', undefined]) expect(ownUrl(foreign)).toBeUndefined()
  })
})
