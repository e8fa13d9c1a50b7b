// What happened to an order, newest first, and who did it.
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Page.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { StaffOrder } from './queries.ts'

export function Timeline ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('timeline.title')}>
      <ol className='grid gap-0'>
        {order.timeline.toReversed().map((entry, index) => (
          <li key={entry.id} className='relative grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-3 pb-4 last:pb-0'>
            <span aria-hidden='true' className={`mt-1.5 size-2 justify-self-center rounded-full ${index === 0 ? 'bg-brand' : 'bg-line-strong'}`} />
            {index < order.timeline.length - 1 && <span aria-hidden='true' className='absolute start-[calc(.5rem-.5px)] top-4 bottom-0 w-px bg-line' />}
            <div className='min-w-0'>
              <p className='font-medium'>{eventWords(entry.name, t, entry.name)}</p>
              <p className='hint break-all'>{t(`timeline.actor.${entry.actor}`)}<Tracking payload={entry.payload} /></p>
            </div>
            <time className='text-[.8125rem] text-ink-soft' dateTime={entry.at} title={format.dateTime(entry.at)}>{format.ago(entry.at)}</time>
          </li>
        ))}
      </ol>
    </Card>
  )
}

// The API may tell of more than this version has words for.
const eventWords = (name: string, t: (key: 'timeline.event.placed', options: { defaultValue: string }) => string, otherwise: string): string =>
  t(`timeline.event.${name}` as 'timeline.event.placed', { defaultValue: otherwise })

function Tracking ({ payload }: { payload: Record<string, unknown> }) {
  const words = [payload.carrier, payload.trackingNumber].filter((word) => typeof word === 'string')
  return words.length === 0 ? null : <> · <bdi dir='ltr'>{words.join(' ')}</bdi></>
}
