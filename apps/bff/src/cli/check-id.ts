import { checkIdCard, dayInShanghai, maskIdNumber } from '@xinhui/rules'
import { type Command, UsageError } from './command'

export const checkIdCommand: Command = {
  help: `check-id -

Checks identity numbers 身份证号 (GB 11643-1999), one a line, from standard input only: an argument would stay in the
shell's history and in the list of processes. The answer shows them masked, by line. Exit code 1 when one is invalid.

  npm run -s credit -- check-id - < numbers.txt
`,
  options: {},
  async run(call) {
    if (call.positionals.length !== 1 || call.positionals[0] !== '-') throw new UsageError('numbers are read from standard input only: check-id - < file')
    const today = dayInShanghai(Date.now())
    const results = (await call.readStdin())
      .split(/\r?\n/)
      .map((text, i) => ({ text, line: i + 1 }))
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, line }) => {
        const checked = checkIdCard(text, today)
        const masked = maskIdNumber(text, 'other')
        return checked.ok ? { line, masked, ok: true as const } : { line, masked, ok: false as const, code: checked.code, message: checked.message }
      })
    return {
      exit: results.every((r) => r.ok) ? 0 : 1,
      json: results,
      text: results.map((r) => `${r.ok ? 'ok     ' : 'invalid'}  line ${r.line}  ${r.masked}${r.ok ? '' : `  ${r.message}`}\n`).join(''),
    }
  },
}
