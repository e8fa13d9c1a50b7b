// The verbs of a product: save what was typed, put it on sale, take it off, put it away.
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { modKey } from '../../app/mod-key.ts'
import { Confirm } from '../../components/Confirm.tsx'
import { announce } from '../../lib/announce.ts'
import { statusOptions, type Product } from './queries.ts'
import type { Editor } from './use-editor.ts'

type Verb = Extract<Product['can'][number], 'publish' | 'unpublish' | 'archive' | 'restore'>

const LEADS_TO = { publish: 'active', unpublish: 'draft', archive: 'archived', restore: 'draft' } as const
const VERBS: Verb[] = ['archive', 'unpublish', 'restore', 'publish']

export function ProductActions ({ editor, onSave }: { editor: Editor, onSave: () => void }) {
  const { t } = useTranslation()
  const { product } = editor
  const [asked, setAsked] = useState<Verb>()
  const status = useMutation(statusOptions(product.id))
  const mayEdit = product.can.includes('edit') || product.can.includes('set_prices')
  const hasBad = Object.keys(editor.bad).length > 0
  const run = (verb: Verb): void => {
    status.mutate({ status: LEADS_TO[verb], version: product.version }, { onSuccess: () => { setAsked(undefined); announce(t(`products.done.${verb}`)) } })
  }
  return (
    <>
      {!editor.dirty && VERBS.filter((verb) => product.can.includes(verb)).map((verb) => (
        <button key={verb} type='button' className='btn' onClick={() => { status.reset(); setAsked(verb) }}>{t(`products.verb.${verb}`)}</button>
      ))}
      {editor.dirty && <button type='button' className='btn' disabled={editor.saving} onClick={editor.discard}>{t('products.discard')}</button>}
      {mayEdit && (
        <button type='button' className='btn btn-main' disabled={!editor.dirty || editor.saving || hasBad} onClick={onSave}>
          {editor.saving ? t('products.saving') : t('products.save')}<kbd className='kbd max-sm:hidden' dir='ltr'>{modKey}S</kbd>
        </button>
      )}
      {asked !== undefined && (
        <Confirm
          title={t(`products.verb.${asked}`)} text={t(`products.ask.${asked}`)} verb={t(`products.verb.${asked}`)}
          busy={status.isPending} error={status.error} onConfirm={() => { run(asked) }} onClose={() => { setAsked(undefined) }}
        />
      )}
    </>
  )
}
