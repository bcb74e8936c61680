import { join } from 'node:path'
import { ConfigError, readConfig } from './config'
import { type Service, startService } from './service'

const ROOT = join(import.meta.dirname, '../../..')

/** Where the built front ends lie. */
export const WEB = { h5: join(ROOT, 'apps/miniapp/dist/h5'), console: join(ROOT, 'apps/console/dist') }

/** Starts and stays until SIGINT or SIGTERM; then finishes what is under way. Exit code 1 when it cannot start, with the reason. */
export async function main(progress: (line: string) => void, ready: (service: Service) => Promise<void> | void): Promise<void> {
  try {
    const service = await startService(readConfig(process.env), WEB, progress)
    let stopping = false
    const stop = (signal: string) => {
      if (stopping) return
      stopping = true
      progress(`${signal}: finishing what is under way`)
      service.stop().then(
        () => {
          progress('stopped; nothing lost')
          process.exit(0)
        },
        (error: unknown) => {
          progress(`stopped with an error: ${error instanceof Error ? error.message : String(error)}`)
          process.exit(1)
        },
      )
    }
    process.on('SIGINT', () => stop('SIGINT'))
    process.on('SIGTERM', () => stop('SIGTERM'))
    await ready(service)
  } catch (error) {
    progress(error instanceof ConfigError || error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

if (import.meta.filename === process.argv[1]) {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  await main(say, (service) => {
    say(`ready at ${service.origin}`)
  })
}
