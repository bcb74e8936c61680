import type { z } from 'zod'
import { accountEndpoints } from './account'
import { calendarEndpoints } from './calendar'
import { cityEndpoints } from './city'
import { commitmentEndpoints } from './commitment'
import { type EndpointShape } from './common'
import { consentEndpoints } from './consent'
import { consoleEndpoints } from './console'
import { consoleLenderEndpoints } from './console-lender'
import { deskEndpoints } from './desk'
import { firmEndpoints } from './firm'
import { firmScoreEndpoints } from './firm-score'
import { flagEndpoints } from './flag'
import { identityEndpoints } from './identity'
import { intakeEndpoints } from './intake'
import { lenderEndpoints } from './lender'
import { loanProductEndpoints } from './loan-product'
import { loanProgrammeEndpoints } from './loan-programme'
import { loanSupportEndpoints } from './loan-support'
import { loanZoneEndpoints } from './loan-zone'
import { lenderClientEndpoints } from './lender-client'
import { loanApplicationEndpoints } from './loan-application'
import { loanRequestEndpoints } from './loan-request'
import { merchantEndpoints } from './merchant'
import { merchantApplicationEndpoints } from './merchant-application'
import { notMeEndpoints } from './not-me'
import { monitoringEndpoints } from './monitoring'
import { noticeEndpoints } from './notice'
import { officeNoticeEndpoints } from './office-notice'
import { objectionEndpoints } from './objection'
import { offlineEndpoints } from './offline'
import { consolePerkEndpoints, perkEndpoints } from './perk'
import { publicationEndpoints } from './publication'
import { qualityEndpoints } from './quality'
import { recordEndpoints } from './record'
import { repairEndpoints } from './repair'
import { repairCheckEndpoints } from './repair-check'
import { repairGuideEndpoints } from './repair-guide'
import { scoreEndpoints } from './score'
import { scoreModelEndpoints } from './score-model'
import { settlementEndpoints } from './settlement'
import { subjectEndpoints } from './subject'
import { waiverEndpoints } from './waiver'
import { tillEndpoints } from './till'

export * from './account'
export * from './calendar'
export * from './city'
export * from './commitment'
export * from './common'
export * from './consent'
export * from './console'
export * from './console-lender'
export * from './desk'
export * from './firm'
export * from './firm-score'
export * from './flag'
export * from './identity'
export * from './intake'
export * from './lender'
export * from './loan-product'
export * from './loan-programme'
export * from './loan-support'
export * from './loan-zone'
export * from './lender-client'
export * from './loan-application'
export * from './loan-request'
export * from './merchant'
export * from './merchant-application'
export * from './monitoring'
export * from './not-me'
export * from './notice'
export * from './objection'
export * from './office-notice'
export * from './offline'
export * from './perk'
export * from './publication'
export * from './quality'
export * from './record'
export * from './repair'
export * from './repair-check'
export * from './repair-guide'
export * from './score'
export * from './score-model'
export * from './settlement'
export * from './subject'
export * from './waiver'
export * from './till'

/** Every endpoint of `/api/v1`. The bff registers exactly these; the apps take their types from them. */
export const endpoints = {
  ...cityEndpoints,
  ...calendarEndpoints,
  ...repairCheckEndpoints,
  ...repairGuideEndpoints,
  ...identityEndpoints,
  ...consentEndpoints,
  ...scoreEndpoints,
  ...scoreModelEndpoints,
  ...noticeEndpoints,
  ...officeNoticeEndpoints,
  ...publicationEndpoints,
  ...recordEndpoints,
  ...intakeEndpoints,
  ...qualityEndpoints,
  ...objectionEndpoints,
  ...commitmentEndpoints,
  ...monitoringEndpoints,
  ...repairEndpoints,
  ...subjectEndpoints,
  ...firmEndpoints,
  ...firmScoreEndpoints,
  ...accountEndpoints,
  ...perkEndpoints,
  ...consolePerkEndpoints,
  ...deskEndpoints,
  ...offlineEndpoints,
  ...tillEndpoints,
  ...notMeEndpoints,
  ...flagEndpoints,
  ...merchantEndpoints,
  ...waiverEndpoints,
  ...merchantApplicationEndpoints,
  ...settlementEndpoints,
  ...lenderEndpoints,
  ...loanProductEndpoints,
  ...loanProgrammeEndpoints,
  ...loanSupportEndpoints,
  ...loanZoneEndpoints,
  ...lenderClientEndpoints,
  ...consoleLenderEndpoints,
  ...loanRequestEndpoints,
  ...loanApplicationEndpoints,
  ...consoleEndpoints,
} as const satisfies Record<string, EndpointShape>

export type Endpoints = typeof endpoints
export type EndpointKey = keyof Endpoints

type InputOf<E, K extends string> = E extends Record<K, infer S extends z.ZodType> ? z.input<S> : undefined
type OutputOf<E, K extends string> = E extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined

/** What a client sends and gets, per endpoint. Types only: a client never bundles zod. */
export type Api = {
  [K in EndpointKey]: {
    params: InputOf<Endpoints[K], 'params'>
    query: InputOf<Endpoints[K], 'query'>
    body: InputOf<Endpoints[K], 'body'>
    response: OutputOf<Endpoints[K], 'response'>
  }
}

/** What a route handler gets after parsing. */
export type Parsed<K extends EndpointKey> = {
  params: OutputOf<Endpoints[K], 'params'>
  query: OutputOf<Endpoints[K], 'query'>
  body: OutputOf<Endpoints[K], 'body'>
}
