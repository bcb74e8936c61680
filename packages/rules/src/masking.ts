import { stripInvisible } from './text'

/** 复姓 in use. A name of two characters is never read as one of these alone. */
const COMPOUND_SURNAMES =
  ' 欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 '
const MIDDLE_DOT = /[·•・‧∙⋅･]/

function stars(count: number): string {
  return '*'.repeat(Math.max(0, count))
}

/**
 * A person's name for others' eyes: the surname and at most two stars, so that the length of a long name does not
 * show. `张三` → `张*`, `欧阳锋` → `欧阳*`, `买买提·艾力` → `买*·*`, `John Smith` → `J*`; one character → `*`.
 */
export function maskName(name: string): string {
  const clean = stripInvisible(name).trim()
  const characters = Array.from(clean)
  if (characters.length <= 1) return stars(characters.length)
  if (MIDDLE_DOT.test(clean)) return `${characters[0] ?? ''}*·*`
  if (/[A-Za-z]/.test(clean)) return `${characters[0] ?? ''}*`
  const compound = characters.length > 2 && COMPOUND_SURNAMES.includes(` ${characters.slice(0, 2).join('')} `)
  const surname = characters.slice(0, compound ? 2 : 1).join('')
  return surname + stars(Math.min(2, characters.length - (compound ? 2 : 1)))
}

/**
 * An identity document number. Its holder sees the first six and the last four characters, everybody else the first
 * and the last. A number too short for that shows less: nothing of the middle is ever revealed by a short input.
 */
export function maskIdNumber(idNumber: string, viewer: 'holder' | 'other'): string {
  const clean = stripInvisible(idNumber).trim()
  if (viewer === 'holder' && clean.length >= 15) {
    return clean.slice(0, 6) + stars(clean.length - 10) + clean.slice(-4)
  }
  if (clean.length < 6) return stars(clean.length)
  return clean.slice(0, 1) + stars(clean.length - 2) + clean.slice(-1)
}

/** `13812341234` → `138****1234`. Anything that is not a mainland mobile number keeps its last two characters only. */
export function maskPhone(phone: string): string {
  const digits = stripInvisible(phone).replace(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`
  return digits.length < 5 ? stars(digits.length) : stars(digits.length - 2) + digits.slice(-2)
}

const PLACE = '[^0-9０-９省市区县旗盟路街道巷镇乡村号]'
// 市场 is a market, not a city.
const DIVISIONS = new RegExp(
  `^(?:${PLACE}{2,8}(?:省|自治区|特别行政区))?(?:${PLACE}{1,10}(?:自治州|地区|盟|市(?!场)))?(?:${PLACE}{1,10}(?:自治县|县|区|旗|市(?!场)))?`,
)

/** Keeps province, city and district, hides the rest: `安徽省合肥市蜀山区某路1号` → `安徽省合肥市蜀山区****`. */
export function maskAddress(address: string): string {
  const clean = stripInvisible(address).trim()
  if (clean === '') return ''
  const kept = DIVISIONS.exec(clean)?.[0] ?? ''
  return kept === clean ? kept : `${kept}****`
}
