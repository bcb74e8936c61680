import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/** JSON lines. Bodies, queries, tokens and identifiers are never logged; what might slip into an error is redacted by key. */
export function createLog(level: string, out?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.authorization', '*.cookie', '*.name', '*.idNumber', '*.phone', '*.openid', '*.password', '*.token', '*.refreshToken', 'err.parameters', 'err.query', 'err.detail', 'err.cause.parameters', 'err.cause.detail', 'err.params'], remove: true },
    serializers: {
      // A database error's message and params can quote a row: keep the type, the code and the stack's frames only.
      err: (error: unknown) => {
        if (!(error instanceof Error)) return { type: typeof error }
        const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
        const cause = error.cause instanceof Error ? { type: error.cause.name, code: 'code' in error.cause ? String(error.cause.code) : undefined, constraint: 'constraint_name' in error.cause ? String(error.cause.constraint_name) : undefined } : undefined
        const quotesData = 'params' in error || 'query' in error || 'severity' in error
        return { type: error.name, message: quotesData ? '(database error)' : error.message, code: 'code' in error ? String(error.code) : undefined, cause, stack: frames.join('\n') }
      },
    },
  }
  return out ? pino(options, out) : pino(options)
}
