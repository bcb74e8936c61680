import { useQuery } from '@tanstack/react-query'
import { pages } from '../../access'
import { FigureCell } from '../../app/figure'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { RedemptionChart } from './chart'
import { figureGroups } from './figures'
import { overviewQuery } from './queries'

/** 概览: what there is, and the thirty days behind; a number opens its rows. */
export function OverviewPage() {
  const staff = useStaff()
  const overview = useQuery(overviewQuery)
  return (
    <Page title={pages.overview.title}>
      {overview.data === undefined ? (
        overview.isError ? <Failure error={overview.error} retry={() => void overview.refetch()} retrying={overview.isFetching} /> : <Bones lines={5} height={96} />
      ) : (
        <>
          <div className="card figure-groups">
            {figureGroups(overview.data, staff.roles).map((group) => (
              <section key={group.title} aria-label={group.title} className="figure-group">
                <h2>{group.title}</h2>
                <div className="figures">
                  {group.figures.map((figure) => (
                    <FigureCell key={figure.title} figure={figure} />
                  ))}
                </div>
              </section>
            ))}
          </div>
          <Section title="每日核销">
            <RedemptionChart days={overview.data.redemptionsByDay} />
          </Section>
        </>
      )}
    </Page>
  )
}
