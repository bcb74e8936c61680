import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { Deps } from './context'
import { DomainError } from './errors'
import { createAuthenticate } from './http/authenticate'
import { mountDocs } from './http/docs'
import { openApiDocument } from './http/openapi'
import { renderProblem } from './http/problem'
import { type Api, type AppEnv, createApi } from './http/route'
import { newId } from './lib/id'
import { publishedPassKeys } from './lib/keys'
import { registerCatalogRoutes } from './modules/catalog/catalog.routes'
import { registerAgencyRoutes } from './modules/agency/agency.routes'
import { registerCalendarRoutes } from './modules/calendar/calendar.routes'
import { registerCityRoutes } from './modules/city/city.routes'
import { registerCommitmentRoutes } from './modules/commitment/commitment.routes'
import { registerConsentRoutes } from './modules/consent/consent.routes'
import { registerConsoleRoutes } from './modules/console/console.routes'
import { registerAccountRoutes } from './modules/identity/account.routes'
import { registerFlagRoutes } from './modules/flag/flag.routes'
import { registerGuideRoutes } from './modules/guide/guide.routes'
import { registerIdentityRoutes } from './modules/identity/identity.routes'
import { registerIntakeRoutes } from './modules/intake/intake.routes'
import { registerLenderClientRoutes } from './modules/lender-client/lender-client.routes'
import { registerLenderRoutes } from './modules/lender/lender.routes'
import { registerConsoleLenderRoutes } from './modules/lender/console-lender.routes'
import { registerProductRoutes } from './modules/lender/product.routes'
import { registerDeliveryRoutes } from './modules/loan-application/delivery.routes'
import { registerLoanApplicationRoutes } from './modules/loan-application/loan-application.routes'
import { registerLoanProgrammeRoutes } from './modules/loan-programme/loan-programme.routes'
import { registerLoanSupportRoutes } from './modules/loan-support/loan-support.routes'
import { registerLoanZoneRoutes } from './modules/loan-zone/loan-zone.routes'
import { registerLoanRequestRoutes } from './modules/loan-request/loan-request.routes'
import { registerMerchantApplicationRoutes } from './modules/merchant/application.routes'
import { registerConsoleMerchantRoutes } from './modules/merchant/console-merchant.routes'
import { registerMerchantRoutes } from './modules/merchant/merchant.routes'
import { LICENCE_MAX_BYTES } from './modules/merchant/save-application'
import { registerMonitoringRoutes } from './modules/monitoring/monitoring.routes'
import { registerNotMeRoutes } from './modules/not-me/not-me.routes'
import { registerNoticeRoutes } from './modules/notice/notice.routes'
import { registerOfficeNoticeRoutes } from './modules/notice/office-notice.routes'
import { registerObjectionRoutes } from './modules/objection/objection.routes'
import { registerConsolePerkRoutes } from './modules/perk/console-perk.routes'
import { registerPerkRoutes } from './modules/perk/perk.routes'
import { PHOTO_MAX_BYTES } from './modules/photo/store-photo'
import { registerPublicationRoutes } from './modules/publication/publication.routes'
import { registerQualityRoutes } from './modules/quality/quality.routes'
import { registerRecordRoutes } from './modules/record/record.routes'
import { EVIDENCE_MAX_BYTES } from './modules/repair/check-evidence'
import { registerRepairRoutes } from './modules/repair/repair.routes'
import { registerRepairCheckRoutes } from './modules/repair/repair-check.routes'
import { registerScanRoutes } from './modules/scan/scan.routes'
import { registerScoreConsoleRoutes } from './modules/score/score-console.routes'
import { registerFirmScoreRoutes } from './modules/score/firm-score.routes'
import { registerScoreRoutes } from './modules/score/score.routes'
import { registerSettlementRoutes } from './modules/settlement/settlement.routes'
import { registerSubjectRoutes } from './modules/subject/subject.routes'
import { registerDeskRoutes } from './modules/voucher/desk.routes'
import { registerTillRoutes } from './modules/till/till.routes'
import { registerVoucherRoutes } from './modules/voucher/voucher.routes'
import { registerWaiverRoutes } from './modules/waiver/waiver.routes'

const JSON_LIMIT_BYTES = 256 * 1024

export interface App {
  http: Hono<AppEnv>
  api: Api
}

/** Composes the whole service. No I/O here: what it needs comes in `deps`. `web` holds the built front ends, when there are any. */
export function createApp(deps: Deps, web: { h5?: string; console?: string } = {}): App {
  const http = new Hono<AppEnv>()
  http.use(async (c, next) => {
    const given = c.req.header('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : newId('req')
    c.set('requestId', requestId)
    c.set('actor', { kind: 'anonymous' })
    const started = performance.now()
    await next()
    c.header('x-request-id', requestId)
    // The route pattern, not the path: ids stay out of the log.
    deps.log.info({ requestId, method: c.req.method, route: c.req.routePath, status: c.res.status, ms: Math.round(performance.now() - started) }, 'request')
  })
  http.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Taro's H5 runtime and antd write style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        scriptSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        // Taro's H5 components carry a small icon font in their stylesheet.
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
      },
      permissionsPolicy: { camera: ['self'], geolocation: ['self'], microphone: [] },
      strictTransportSecurity: deps.config.mode === 'production' ? 'max-age=31536000; includeSubDomains' : false,
    }),
  )
  http.onError((error, c) => renderProblem(c, error, c.get('requestId') ?? '-', deps.log))
  http.notFound((c) => renderProblem(c, new DomainError('NOT_FOUND'), c.get('requestId') ?? '-', deps.log))

  http.get('/health/live', (c) => c.json({ status: 'ok' }))
  http.get('/health/ready', async (c) => {
    try {
      await deps.db.execute('select 1')
      return c.json({ status: 'ok' })
    } catch {
      return c.json({ status: 'unavailable' }, 503)
    }
  })

  // Where a verifier looks for keys by convention (RFC 8615); the same as GET /pass-keys.
  http.get('/.well-known/jwks.json', (c) => c.body(JSON.stringify({ keys: publishedPassKeys(deps.keys.passes, deps.clock()) }), 200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=300' }))

  const v1 = new Hono<AppEnv>()
  const tooLarge = () => {
    throw new DomainError('PAYLOAD_TOO_LARGE')
  }
  const jsonLimit = bodyLimit({ maxSize: JSON_LIMIT_BYTES, onError: tooLarge })
  const licenceLimit = bodyLimit({ maxSize: LICENCE_MAX_BYTES, onError: tooLarge })
  const fileLimit = bodyLimit({ maxSize: deps.city.limits.importMaxBytes, onError: tooLarge })
  const photoLimit = bodyLimit({ maxSize: PHOTO_MAX_BYTES, onError: tooLarge })
  const evidenceLimit = bodyLimit({
    maxSize: EVIDENCE_MAX_BYTES,
    onError: () => {
      throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '文件最大 10 MB' })
    },
  })
  const limitOf = (path: string) =>
    path.endsWith('/console/imports') || path.endsWith('/intake/batches') ? fileLimit : path.endsWith('/licence') ? licenceLimit : path.endsWith('/photos') ? photoLimit : path.endsWith('/evidence') ? evidenceLimit : jsonLimit
  v1.use((c, next) => limitOf(c.req.path)(c, next))
  v1.use(createAuthenticate(deps))
  const api = createApi(v1, deps)
  registerCityRoutes(api)
  registerCalendarRoutes(api)
  registerRepairCheckRoutes(api)
  registerGuideRoutes(api)
  registerIdentityRoutes(api)
  registerConsentRoutes(api)
  registerScoreRoutes(api)
  registerScoreConsoleRoutes(api)
  registerNoticeRoutes(api)
  registerOfficeNoticeRoutes(api)
  registerRecordRoutes(api)
  registerIntakeRoutes(api)
  registerQualityRoutes(api)
  registerCatalogRoutes(api)
  registerPublicationRoutes(api)
  registerObjectionRoutes(api)
  registerCommitmentRoutes(api)
  registerMonitoringRoutes(api)
  registerRepairRoutes(api)
  registerSubjectRoutes(api)
  registerAccountRoutes(api)
  registerAgencyRoutes(api)
  registerFirmScoreRoutes(api)
  registerPerkRoutes(api)
  registerConsolePerkRoutes(api)
  registerVoucherRoutes(api)
  registerDeskRoutes(api)
  registerScanRoutes(api)
  registerTillRoutes(api)
  registerNotMeRoutes(api)
  registerFlagRoutes(api)
  registerMerchantRoutes(api)
  registerConsoleMerchantRoutes(api)
  registerWaiverRoutes(api)
  registerMerchantApplicationRoutes(api)
  registerSettlementRoutes(api)
  registerLenderRoutes(api)
  registerConsoleLenderRoutes(api)
  registerProductRoutes(api)
  registerLoanZoneRoutes(api)
  registerLoanProgrammeRoutes(api)
  registerLoanSupportRoutes(api)
  registerLenderClientRoutes(api)
  registerDeliveryRoutes(api)
  registerLoanRequestRoutes(api)
  registerLoanApplicationRoutes(api)
  registerConsoleRoutes(api)
  http.route('/api/v1', v1)

  http.get('/openapi.json', (c) => c.json(openApiDocument(api.routes, { title: `${deps.city.serviceName} API`, version: '1.0.0' })))
  mountDocs(http)
  if (web.console && existsSync(web.console)) mountStatic(http, '/console', web.console)
  if (web.h5 && existsSync(web.h5)) mountStatic(http, '', web.h5)
  return { http, api }
}

/** Hashed files for a year, everything else revalidated; an unknown path below gets the app's index. */
function mountStatic(http: Hono<AppEnv>, prefix: string, root: string): void {
  const strip = (path: string) => path.slice(prefix.length) || '/'
  const cache = (path: string, c: { header: (k: string, v: string) => void }) => c.header('cache-control', /\.[0-9a-f]{8}\.|-[\w-]{8}\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (prefix) http.get(prefix, (c) => c.redirect(`${prefix}/`))
  http.get(`${prefix}/*`, serveStatic({ root, rewriteRequestPath: strip, precompressed: true, onFound: cache }))
  if (prefix) http.get(`${prefix}/*`, serveStatic({ root, rewriteRequestPath: () => '/index.html', onFound: cache }))
}
