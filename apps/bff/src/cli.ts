import { text } from 'node:stream/consumers'
import { dispatch } from './cli/dispatch'

/** A reader that went away (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

process.exitCode = await dispatch(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  watched: process.stderr.isTTY,
  readStdin: () => text(process.stdin),
})
