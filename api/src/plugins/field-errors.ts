// A schema's complaint in the contract's terms: a JSON pointer, a stable code, words a form can show.
import type { FieldError } from '../shared/errors.ts'

export interface SchemaFault { keyword: string, instancePath: string, params: Record<string, unknown>, message?: string }

const mostErrors = 50
const codes: Record<string, [code: string, words: (params: Record<string, unknown>) => string]> = {
  type: ['invalid_type', ({ type }) => `Must be ${[type].flat().join(' or ')}.`],
  minLength: ['too_short', ({ limit }) => Number(limit) === 1 ? 'Must not be empty.' : `Must have at least ${String(limit)} characters.`],
  maxLength: ['too_long', ({ limit }) => `Must have at most ${String(limit)} characters.`],
  minimum: ['too_small', ({ limit }) => `Must be at least ${String(limit)}.`],
  maximum: ['too_large', ({ limit }) => `Must be at most ${String(limit)}.`],
  exclusiveMinimum: ['too_small', ({ limit }) => `Must be more than ${String(limit)}.`],
  exclusiveMaximum: ['too_large', ({ limit }) => `Must be less than ${String(limit)}.`],
  minItems: ['too_few', ({ limit }) => `Must have at least ${String(limit)} entries.`],
  maxItems: ['too_many', ({ limit }) => `Must have at most ${String(limit)} entries.`],
  minProperties: ['too_few', () => 'Must name at least one field.'],
  maxProperties: ['too_many', ({ limit }) => `Must have at most ${String(limit)} fields.`],
  uniqueItems: ['duplicate', () => 'Must not hold the same entry twice.'],
  pattern: ['invalid_format', () => 'Is not in the expected form.'],
  format: ['invalid_format', ({ format }) => `Is not a valid ${String(format)}.`],
  enum: ['invalid_choice', ({ allowedValues }) => `Must be one of ${[allowedValues].flat().map(String).join(', ')}.`],
  const: ['invalid_choice', ({ allowedValue }) => `Must be ${String(allowedValue)}.`],
  anyOf: ['invalid_choice', () => 'Matches none of the allowed shapes.'],
  oneOf: ['invalid_choice', () => 'Matches none of the allowed shapes.'],
  required: ['required', () => 'Is required.'],
  additionalProperties: ['unknown_field', () => 'There is no such field.']
}

export function fieldErrors (faults: SchemaFault[], context: string): FieldError[] {
  const prefix = context === 'body' ? '' : context === 'querystring' ? '/query' : `/${context}`
  const seen = new Set<string>()
  const errors = collapse(faults).map(({ keyword, instancePath, params }) => {
    const [code, words] = codes[keyword] ?? ['invalid', () => 'Is not acceptable.']
    return { path: prefix + pointer(instancePath, keyword, params), code, message: words(params) }
  })
  return errors.filter(({ path, code }) => seen.size < mostErrors && !seen.has(path + code) && seen.add(path + code))
}

function pointer (path: string, keyword: string, params: Record<string, unknown>): string {
  const name = keyword === 'required' ? params['missingProperty'] : keyword === 'additionalProperties' ? params['additionalProperty'] : undefined
  return name === undefined ? path : `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

// A choice complains once for each alternative and once as a whole: the literal values become one list,
// and an optional null beside one real shape leaves that shape's own complaints.
function collapse (faults: SchemaFault[]): SchemaFault[] {
  const choices = faults.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  return choices.reduce((left, choice) => {
    const within = left.filter((fault) => fault !== choice && fault.instancePath.startsWith(choice.instancePath))
    const literals = within.filter(({ keyword, instancePath }) => keyword === 'const' && instancePath === choice.instancePath)
    const real = within.filter(({ keyword, params }) => keyword !== 'const' && !(keyword === 'type' && params['type'] === 'null'))
    const rest = left.filter((fault) => fault !== choice && !within.includes(fault))
    if (literals.length > 0) {
      return [...rest, { ...choice, keyword: 'enum', params: { allowedValues: literals.map(({ params }) => params['allowedValue']) } }]
    }
    return real.length > 0 ? [...rest, ...real] : [...rest, choice]
  }, faults)
}
