// A moment as people say it, with the exact one for whoever points at it.
import { useFormat } from '../lib/use-format.ts'

export function Moment ({ at, exact = false }: { at: string, exact?: boolean }) {
  const format = useFormat()
  return <time dateTime={at} title={format.dateTime(at)} className='whitespace-nowrap'>{exact ? format.dateTime(at) : format.ago(at)}</time>
}
