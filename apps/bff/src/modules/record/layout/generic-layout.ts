import type { CatalogItem, ContentField } from '@xinhui/rules'
import { type Column, type Layout, LayoutFile, makeLayout } from './layout'

const KINDS = { 法人及非法人组织: 'organization', 法人: 'organization', 非法人组织: 'organization', 个体工商户: 'individual-business', 自然人: 'person' }

function contentColumn(field: ContentField): Partial<Column> & { field: string; headers: string[]; type: Column['type'] } {
  const required = field.required ? ('always' as const) : ('never' as const)
  const base = { field: field.name, headers: [field.title], required }
  if (field.type === 'fen') return { ...base, headers: [`${field.title}(元)`, field.title], type: 'yuan' }
  if (field.type === 'number') return { ...base, type: 'integer', min: 0 }
  if (field.type === 'day') return { ...base, type: 'day' }
  return field.options ? { ...base, type: 'enum', values: Object.fromEntries(field.options.map((o) => [o, o])) } : { ...base, type: 'text', maxLength: 4000 }
}

/**
 * The layout every catalogue item has without anybody writing it: who, which record, when, from whom, then the item's own fields.
 * A city that adds an item to its catalogue can import it at once.
 */
export function genericLayout(item: CatalogItem): Layout {
  const both = item.subjectKind === 'both'
  return makeLayout(
    LayoutFile.parse({
      code: item.code,
      title: item.title,
      target: 'record',
      item: item.code,
      subject: both ? 'by-column' : item.subjectKind,
      endsOn: 'endsOn',
      key: ['subject', 'recordNumber', 'office'],
      columns: [
        { field: 'item', headers: ['目录项', '目录项代码', '目录项名称'], type: 'item', note: `${item.title} 或 ${item.code}；写了就必须是本目录项` },
        { field: 'subjectKind', headers: ['信用主体类别'], type: 'enum', required: both ? 'always' : 'never', values: KINDS },
        { field: 'subjectCode', headers: ['主体代码', '信用主体代码'], type: 'subject-code', required: 'always', personal: 'persons', mask: 'id', note: '法人、非法人组织和个体工商户填统一社会信用代码，自然人填身份证号码' },
        { field: 'subjectName', headers: ['主体名称', '信用主体名称'], type: 'name', required: 'always', maxLength: 200, personal: 'persons', mask: 'name' },
        { field: 'recordNumber', headers: ['编号', '记录编号'], type: 'text', required: 'always', maxLength: 128, note: '来源单位自己的编号；同一编号再次报送即为更正' },
        { field: 'decidedOn', headers: ['决定日期'], type: 'past-day', required: 'always' },
        { field: 'endsOn', headers: ['截止日期'], type: 'end-day', note: '没有或 2099-12-31 为长期' },
        { field: 'office', headers: ['来源单位'], type: 'name', required: 'always', maxLength: 200 },
        { field: 'officeUscc', headers: ['来源单位代码', '来源单位统一社会信用代码'], type: 'uscc' },
        { field: 'status', headers: ['当前状态'], type: 'enum', default: 'valid', values: { 1: 'valid', 有效: 'valid', 2: 'void', 无效: 'void', 撤销: 'void' } },
        ...item.contentFields.map(contentColumn),
      ],
    }),
  )
}
