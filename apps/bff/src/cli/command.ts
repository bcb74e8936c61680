import type { ParseArgsConfig } from 'node:util'

/** 0: done and all is well. 1: done, and something was found (rejected rows, an invalid code). 2: wrong usage, or it could not be done. */
export type ExitCode = 0 | 1 | 2

export interface Outcome {
  exit: ExitCode
  /** What `--json` prints. */
  json: unknown
  /** What a person reads. */
  text: string
}

export interface Call {
  values: Readonly<Record<string, unknown>>
  positionals: string[]
  env: NodeJS.ProcessEnv
  /** Absolute path of a file as the caller meant it: npm changes to the repository's root first. */
  path: (file: string) => string
  /** One line that replaces the one before, on stderr, when somebody is watching. */
  progress: (line: string) => void
  readStdin: () => Promise<string>
}

export interface Command {
  /** How it is called, what it does, examples: printed by `help <command>`. */
  help: string
  options: NonNullable<ParseArgsConfig['options']>
  run(call: Call): Promise<Outcome> | Outcome
}

/** The caller wrote something that cannot be meant; the message says what and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The one value of an option that takes text. */
export function optionText(call: Call, name: string): string | undefined {
  const value = call.values[name]
  return typeof value === 'string' ? value : undefined
}

/** A whole number of at least `min`. */
export function integerOf(text: string, what: string, min: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < min) throw new UsageError(`${what} must be a whole number of ${min} or more, not "${text}"`)
  return Number(text)
}

/** Exactly these positionals, by name. */
export function takePositionals(call: Call, ...names: string[]): string[] {
  if (call.positionals.length < names.length) throw new UsageError(`missing <${names[call.positionals.length] ?? ''}>`)
  if (call.positionals.length > names.length) throw new UsageError(`unexpected argument "${call.positionals[names.length] ?? ''}"`)
  return call.positionals
}
