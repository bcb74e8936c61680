import { expect, test } from 'vitest'
import { fileEnd } from './file-end'

test('a record stays in the file as long as the catalogue keeps it, the last day included', () => {
  expect(fileEnd({ kind: 'volunteer', retentionMonths: 36 }, { decidedOn: '2026-09-12', endsOn: null })).toBe('2029-09-11')
  expect(fileEnd({ kind: 'honour', retentionMonths: 12 }, { decidedOn: '2028-02-29', endsOn: null })).toBe('2029-02-27')
  expect(fileEnd({ kind: 'registration', retentionMonths: null }, { decidedOn: '2026-09-12', endsOn: '2027-01-01' })).toBeNull()
})

test('and longer while it is in force', () => {
  const permit = { kind: 'permit', retentionMonths: 60 } as const
  expect(fileEnd(permit, { decidedOn: '2026-09-12', endsOn: '2040-01-31' })).toBe('2040-01-31')
  expect(fileEnd(permit, { decidedOn: '2026-09-12', endsOn: '2027-01-31' })).toBe('2031-09-11')
  expect(fileEnd(permit, { decidedOn: '2026-09-12', endsOn: null })).toBeNull()
  expect(fileEnd({ kind: 'serious-list', retentionMonths: 36 }, { decidedOn: '2026-09-12', endsOn: null })).toBeNull()
})
