// The live region: says what just happened, then leaves.
import { useSyncExternalStore } from 'react'
import { getNews, watchNews } from '../lib/announce.ts'

export function News () {
  const news = useSyncExternalStore(watchNews, getNews)
  return (
    <div role='status' aria-live='polite' className='pointer-events-none fixed inset-x-0 bottom-6 z-30 grid justify-items-center px-4'>
      {news !== undefined && <p key={news.id} className='rounded-xl bg-ink px-4 py-2.5 font-medium text-ground shadow-sheet'>{news.text}</p>}
    </div>
  )
}
