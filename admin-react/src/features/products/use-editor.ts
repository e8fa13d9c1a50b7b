// The work on one product: the draft, what it is held against, saving it, and meeting somebody else's change.
import { useState } from 'react'
import { ApiError } from '@tradewind/sdk'
import { queryClient } from '../../lib/client.ts'
import { differences, type Difference } from './conflict.ts'
import { badCells, changedCells, emptyDraft, isDirty, patchOf, priceKey, pricesOf, type Details, type Draft, type PriceDraft, type TextField } from './draft.ts'
import { productOptions, saveProduct, type Product } from './queries.ts'

export interface Conflict { now: Product, changed: Difference[] }

export interface Editor {
  product: Product
  draft: Draft
  dirty: boolean
  saving: boolean
  error: unknown
  /** The cell a pointer such as `/0/amount` is about: `<variantId>:<currency>`. */
  cellOf: (path: string) => string | undefined
  bad: Record<string, 'amount' | 'compareAt' | 'missing'>
  conflict: Conflict | undefined
  setText: (language: string, field: TextField | 'details', value: string | Details) => void
  setPrice: (variantId: string, currency: string, change: PriceDraft) => void
  setOrder: (order: string[]) => void
  setAlt: (pictureId: string, language: string, words: string) => void
  save: () => Promise<boolean>
  discard: () => void
  /** Carries the draft over to what the other one saved. */
  keepMine: () => void
}

export function useEditor (latest: Product, base: string): Editor {
  const [draft, setDraft] = useState(emptyDraft)
  const [read, setRead] = useState<Product>()
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const [conflict, setConflict] = useState<Conflict>()
  // While something is typed, the page stays what the person read; a refetch may not move it underneath.
  const product = read !== undefined && isDirty(read, draft) ? read : latest
  const bad = badCells(product, draft, base)

  const change = (make: (draft: Draft) => Draft): void => {
    setRead(product)
    setDraft(make)
  }
  const discard = (): void => {
    setDraft(emptyDraft)
    setRead(undefined)
    setFailure(undefined)
    setConflict(undefined)
  }

  return {
    ...verbs(change),
    product,
    draft,
    dirty: isDirty(product, draft),
    saving,
    error: failure?.error,
    bad,
    conflict,
    discard,
    cellOf: (path) => failure?.cells[Number(/^\/(\d+)/.exec(path)?.[1])],
    async save () {
      if (saving || Object.keys(bad).length > 0) return false
      setSaving(true)
      setFailure(undefined)
      const outcome = await send(product, draft, (part) => {
        setRead(undefined)
        setDraft((now) => part === 'patch' ? withoutPatch(now, draft) : { ...now, prices: now.prices === draft.prices ? {} : now.prices })
      })
      setSaving(false)
      setConflict(outcome?.conflict)
      setFailure(outcome?.failure)
      return outcome === undefined
    },
    keepMine () {
      setRead(conflict?.now)
      setConflict(undefined)
    }
  }
}

interface Failure { error: unknown, cells: string[] }

/** Undefined where everything was saved. */
async function send (product: Product, draft: Draft, onSaved: (part: 'patch' | 'prices') => void): Promise<{ conflict?: Conflict, failure?: Failure } | undefined> {
  const cells = changedCells(product, draft).map(({ variantId, currency }) => priceKey(variantId, currency))
  try {
    await saveProduct(product.id, { patch: patchOf(product, draft), prices: pricesOf(product, draft), version: product.version }, onSaved)
    return undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 412) return { conflict: await meet(product) }
    return { failure: { error, cells } }
  }
}

type Setters = Pick<Editor, 'setText' | 'setPrice' | 'setOrder' | 'setAlt'>

const verbs = (change: (make: (draft: Draft) => Draft) => void): Setters => ({
  setText (language, field, value) {
    change((now) => ({ ...now, texts: { ...now.texts, [language]: { ...now.texts[language], [field]: value } } }))
  },
  setPrice (variantId, currency, cell) {
    const key = priceKey(variantId, currency)
    change((now) => ({ ...now, prices: { ...now.prices, [key]: { ...now.prices[key], ...cell } } }))
  },
  setOrder (order) { change((now) => ({ ...now, order })) },
  setAlt (pictureId, language, words) {
    change((now) => ({ ...now, alts: { ...now.alts, [pictureId]: { ...now.alts[pictureId], [language]: words } } }))
  }
})

// What was typed while the save was under way stays.
function withoutPatch (now: Draft, sent: Draft): Draft {
  const { order, ...rest } = now
  return {
    ...rest,
    ...(order === sent.order || order === undefined ? {} : { order }),
    texts: now.texts === sent.texts ? {} : now.texts,
    alts: now.alts === sent.alts ? {} : now.alts
  }
}

async function meet (read: Product): Promise<Conflict> {
  const now = await queryClient.fetchQuery({ ...productOptions(read.id), staleTime: 0 })
  return { now, changed: differences(read, now) }
}
