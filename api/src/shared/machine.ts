// A life as a table: which event leads from which states to which state.
export type Machine<S extends string> = Record<string, { from: readonly S[], to: S }>
export type EventOf<M> = keyof M & string

type StateOf<M> = M extends Machine<infer S> ? S : never

/** What may happen next, in the order of the table. */
export function eventsFrom<M extends Machine<string>> (machine: M, state: StateOf<M>): EventOf<M>[] {
  return Object.keys(machine).filter((event) => machine[event]?.from.includes(state))
}

/** The state after the event, or undefined when it may not happen now. */
export function move<M extends Machine<string>> (machine: M, state: StateOf<M>, event: EventOf<M>): StateOf<M> | undefined {
  const step = machine[event]
  return step?.from.includes(state) === true ? step.to as StateOf<M> : undefined
}
