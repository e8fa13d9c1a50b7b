// Days as a pill: the usual stretches, or two dates of one's own.
import { useTranslation } from 'react-i18next'
import { SPANS, type SpanSearch } from '../lib/spans.ts'
import { ChoiceChip } from './Chips.tsx'

export type SpanChange = Record<keyof SpanSearch, string | undefined>
interface SpanChipProps { label: string, span: SpanChange, onChange: (changed: SpanChange) => void }

export function SpanChip ({ label, span, onChange }: SpanChipProps) {
  const { t } = useTranslation()
  const day = (name: 'from' | 'to') => (
    <input
      type='date' aria-label={t(`orders.span.${name}`)} value={span[name] ?? ''} {...(name === 'from' ? { max: span.to } : { min: span.from })}
      onChange={(event) => { onChange({ ...span, [name]: event.target.value === '' ? undefined : event.target.value }) }}
    />
  )
  return (
    <ChoiceChip
      label={label} value={span.when} onChange={(when) => { onChange({ when, from: undefined, to: undefined }) }}
      choices={SPANS.map((word) => ({ value: word, label: t(`orders.span.${word}`) }))}
    >
      {span.when === 'between' && <>{day('from')}<span aria-hidden='true'>–</span>{day('to')}</>}
    </ChoiceChip>
  )
}
