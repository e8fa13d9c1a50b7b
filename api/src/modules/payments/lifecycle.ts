// The life of one attempt to pay, as a table; a test compares it with the database's check.
import type { EventOf, Machine } from '../../shared/machine.ts'

export type AttemptStatus = 'created' | 'requires_action' | 'unknown' | 'captured' | 'failed' | 'cancelled'

// Money that moved after all is captured whatever we thought: what then becomes of it, the order decides.
export const attemptLife = {
  ask: { from: ['created', 'unknown'], to: 'requires_action' },
  lose: { from: ['created'], to: 'unknown' },
  capture: { from: ['created', 'requires_action', 'unknown', 'failed', 'cancelled'], to: 'captured' },
  fail: { from: ['created', 'requires_action', 'unknown'], to: 'failed' },
  cancel: { from: ['created', 'requires_action', 'unknown'], to: 'cancelled' }
} as const satisfies Machine<AttemptStatus>

export type AttemptEvent = EventOf<typeof attemptLife>
