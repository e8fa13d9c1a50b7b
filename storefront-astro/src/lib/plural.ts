// The small part of messages that scripts in the browser share with the server: choose a form, fill in values.
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
export type Values = Record<string, string | number>

export function pluralForm (forms: Forms, count: number, locale: string): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero
  return forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
}

/** Isolated values keep their own direction inside a sentence of the other. */
export const fill = (text: string, values: Values, isolate = false): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name]
    if (value === undefined) return hole
    return isolate ? `\u2068${value}\u2069` : String(value)
  })
