import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '../../lib/problem'

/** One act on a statement: sends it, then reads the statement and the lists anew. `problem` is a sentence for the reader. */
export function useAct(statementId: string, send: () => Promise<unknown>) {
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: send,
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['settlements'] }), client.invalidateQueries({ queryKey: ['settlement', statementId] })]),
  })
  const said = act.isError ? sentenceOf(act.error) : undefined
  return { run: () => act.mutate(), isPending: act.isPending, problem: said && `${said.title}${said.detail === undefined ? '' : `：${said.detail}`}` }
}
