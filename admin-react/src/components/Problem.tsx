// What went wrong, said in words, with the field, the code and the request id to pass on.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../lib/errors.ts'
import { useFormat } from '../lib/use-format.ts'

interface ProblemProps { error: unknown, onRetry?: (() => void) | undefined, nameOf?: ((path: string) => string | undefined) | undefined }

export function Problem ({ error, onRetry, nameOf }: ProblemProps) {
  const { t, i18n } = useTranslation()
  const told = describeError(error, i18n)
  const format = useFormat()
  return (
    <div role='alert' className='note note-bad'>
      <p className='font-medium'>{told.message}{told.retryAfter !== undefined && <> {t('problem.retryAfter', { time: format.wait(told.retryAfter) })}</>}</p>
      {told.fields.length > 0 && (
        <ul className='mt-2 list-disc space-y-1 ps-5'>
          {told.fields.map((field) => (
            <li key={field.path + field.code}>
              <span className='font-medium'>{nameOf?.(field.path) ?? <bdi dir='ltr'>{field.path}</bdi>}</span>{t('problem.colon')}{field.message}
            </li>
          ))}
        </ul>
      )}
      <div className='mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-[.8125rem] text-ink-soft'>
        <span>{t('problem.code')} <bdi dir='ltr' className='font-mono'>{told.code}</bdi></span>
        {told.requestId !== undefined && <RequestId id={told.requestId} code={told.code} />}
        {onRetry !== undefined && <button type='button' className='link min-h-8' onClick={onRetry}>{t('common.retry')}</button>}
      </div>
    </div>
  )
}

function RequestId ({ id, code }: { id: string, code: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(`${code} ${id}`).then(() => { setCopied(true) })
  }
  return (
    <span className='flex items-center gap-2'>
      <span>{t('problem.requestId')} <bdi dir='ltr' className='font-mono break-all'>{id}</bdi></span>
      <button type='button' className='link min-h-8' onClick={copy}>
        <span aria-live='polite'>{copied ? t('common.copied') : t('common.copy')}</span>
      </button>
    </span>
  )
}
