// Asks the API whether it can work, at most once a second however many wonder.

const FRESH_MS = 1000
const PATIENCE_MS = 1500

export function apiReadiness (apiUrl: string): () => Promise<boolean> {
  let asked = 0
  let answer = Promise.resolve(false)
  return async () => {
    if (Date.now() - asked > FRESH_MS) {
      asked = Date.now()
      answer = fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
        async (response) => { await response.body?.cancel(); return response.ok },
        () => false
      )
    }
    return await answer
  }
}
