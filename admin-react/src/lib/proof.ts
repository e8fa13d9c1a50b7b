// Acts that ask for a fresh proof of who one is: one question for every call that wants it, then each call goes again.
import { ApiError, type Api, type CallOptions, type OperationId, type Result } from '@tradewind/sdk'

type Call = Parameters<Api['call']>[0]

let answer: ((proven: boolean) => void) | undefined
let asked: Promise<boolean> | undefined
let isFactorWanted = false
const watchers = new Set<() => void>()

export const isProofAsked = (): boolean => asked !== undefined
/** A role asks for a second factor that its holder has not set up: nothing else works until then. */
export const isSecondFactorWanted = (): boolean => isFactorWanted

export function watchProof (watcher: () => void): () => void {
  watchers.add(watcher)
  return () => { watchers.delete(watcher) }
}

const tell = (): void => { for (const watcher of watchers) watcher() }

async function askForProof (): Promise<boolean> {
  asked ??= new Promise<boolean>((resolve) => { answer = resolve })
  tell()
  return await asked
}

/** The dialog's answer: proven, or given up. */
export function answerProof (proven: boolean): void {
  answer?.(proven)
  answer = asked = undefined
  tell()
}

export function wantSecondFactor (wanted: boolean): void {
  if (isFactorWanted === wanted) return
  isFactorWanted = wanted
  tell()
}

/** The same client, that asks the person and repeats the call where the answer is `reauthentication_required`. */
export function withProof (api: Api): Api {
  return {
    async call<K extends OperationId> (call: Call, options?: CallOptions): Promise<Result<K>> {
      try {
        return await api.call<K>(call, options)
      } catch (error) {
        const code = error instanceof ApiError ? error.code : undefined
        if (code === 'second_factor_required') wantSecondFactor(true)
        if (code !== 'reauthentication_required' || !await askForProof()) throw error
        return await api.call<K>(call, options)
      }
    }
  }
}
