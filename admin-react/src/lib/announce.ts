// Short news for the person at the screen: one line at a time, read aloud by the live region.
export interface News { id: number, text: string }

let news: News | undefined
const watchers = new Set<() => void>()

export const getNews = (): News | undefined => news

export function watchNews (watcher: () => void): () => void {
  watchers.add(watcher)
  return () => { watchers.delete(watcher) }
}

export function announce (text: string): void {
  const id = (news?.id ?? 0) + 1
  news = { id, text }
  for (const watcher of watchers) watcher()
  setTimeout(() => {
    if (news?.id !== id) return
    news = undefined
    for (const watcher of watchers) watcher()
  }, 5000)
}
