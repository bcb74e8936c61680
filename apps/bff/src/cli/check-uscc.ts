import { checkUscc } from '@xinhui/rules'
import { type Command, UsageError } from './command'

export const checkUsccCommand: Command = {
  help: `check-uscc <code…>   or   check-uscc -

Checks unified social credit codes 统一社会信用代码 (GB 32100-2015): characters, region, check character.
Lower case, full-width characters and blanks are normalised first. "-" reads one code a line from standard input.
Exit code 1 when a code is invalid.

  npm run -s credit -- check-uscc 91990102MAFT7WP72T
  cut -d, -f2 firms.csv | npm run -s credit -- check-uscc - --json
`,
  options: {},
  async run(call) {
    if (call.positionals.length === 0) throw new UsageError('give one or more codes, or - for standard input')
    const codes = call.positionals.includes('-') ? (await call.readStdin()).split(/\r?\n/).filter((line) => line.trim() !== '') : call.positionals
    const results = codes.map((input) => {
      const checked = checkUscc(input)
      if (!checked.ok) return { input, ok: false as const, code: checked.code, message: checked.message, ...(checked.expected ? { expected: checked.expected } : {}) }
      const { authority, authorityTitle, kind, region, orgCode } = checked.parts
      return { input, ok: true as const, uscc: checked.uscc, authority, authorityTitle, kind, region, orgCode, orgCodeOk: checked.orgCodeOk }
    })
    const line = (r: (typeof results)[number]) =>
      r.ok ? `ok       ${r.uscc}  ${r.authorityTitle ?? '—'} · ${r.region}${r.orgCodeOk ? '' : '  （其中的组织机构代码校验位不符）'}` : `invalid  ${r.input.trim()}  ${r.message}`
    return { exit: results.every((r) => r.ok) ? 0 : 1, json: results, text: `${results.map(line).join('\n')}\n` }
  },
}
