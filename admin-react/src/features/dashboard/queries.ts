// What the overview and the navigation ask.
import { queryOptions } from '@tanstack/react-query'
import { admin } from '../../lib/client.ts'

export const summaryOptions = () => queryOptions({
  queryKey: ['summary'],
  queryFn: async ({ signal }) => await admin.summary({ signal }),
  refetchInterval: 60_000
})
