import { appendFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** A line when a test file begins and one when it ends, so that a run that never ended tells where it stood. */
export default class Journal implements Reporter {
  readonly #file = process.env['XINHUI_TEST_JOURNAL']

  onTestModuleStart(module: TestModule): void {
    this.#note('begin', module)
  }

  onTestModuleEnd(module: TestModule): void {
    this.#note('end', module)
  }

  #note(what: 'begin' | 'end', module: TestModule): void {
    if (this.#file) appendFileSync(this.#file, `${what}\t${module.moduleId}\n`)
  }
}
