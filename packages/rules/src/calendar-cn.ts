import { dayRange } from './working-days'
import type { WorkingCalendar } from './working-days'

/**
 * Statutory holidays of mainland China, the one place where the product keeps them.
 * A new year is added when the State Council publishes its notice (usually in November); until then every result
 * that reaches that year is marked provisional.
 */
export const CALENDAR_CN: WorkingCalendar = {
  version: 'cn-2026.1',
  // 《全国年节及纪念日放假办法》 as amended from 2025-01-01: New Year, Labour Day (2 days), National Day (3 days).
  fixedOff: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'],
  years: [
    {
      year: 2025,
      source: '国务院办公厅关于2025年部分节假日安排的通知',
      off: [
        '2025-01-01',
        ...dayRange('2025-01-28', '2025-02-04'),
        ...dayRange('2025-04-04', '2025-04-06'),
        ...dayRange('2025-05-01', '2025-05-05'),
        ...dayRange('2025-05-31', '2025-06-02'),
        ...dayRange('2025-10-01', '2025-10-08'),
      ],
      working: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    },
    {
      year: 2026,
      source: '国务院办公厅关于2026年部分节假日安排的通知',
      off: [
        ...dayRange('2026-01-01', '2026-01-03'),
        ...dayRange('2026-02-15', '2026-02-23'),
        ...dayRange('2026-04-04', '2026-04-06'),
        ...dayRange('2026-05-01', '2026-05-05'),
        ...dayRange('2026-06-19', '2026-06-21'),
        ...dayRange('2026-09-25', '2026-09-27'),
        ...dayRange('2026-10-01', '2026-10-07'),
      ],
      working: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  ],
}
