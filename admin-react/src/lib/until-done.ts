// Asks after a job at growing distances until it is done.
const FIRST_MS = 300
const LONGEST_MS = 3000

export async function untilDone (isDone: () => Promise<boolean>): Promise<void> {
  for (let pause = FIRST_MS; !await isDone(); pause = Math.min(pause * 1.5, LONGEST_MS)) {
    const length = pause
    await new Promise((resolve) => { setTimeout(resolve, length) })
  }
}
