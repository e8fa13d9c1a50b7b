// The pictures of a product: their order, by dragging or by keys, and what they show, in words, per language.
import { useState } from 'react'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Field } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Card } from '../../components/Page.tsx'
import { announce } from '../../lib/announce.ts'
import { directionOf } from '../../lib/i18n.ts'
import { useFormat } from '../../lib/use-format.ts'
import { orderOf } from './draft.ts'
import type { Picture } from './queries.ts'
import type { Editor } from './use-editor.ts'

export function PicturesCard ({ editor, source }: { editor: Editor, source: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/products/$productId' })
  const [chosen, setChosen] = useState<string>()
  const [dragged, setDragged] = useState<string>()
  const order = orderOf(editor.product, editor.draft)
  const pictures = order.map((id) => editor.product.pictures.find((picture) => picture.id === id)).filter((picture) => picture !== undefined)
  const shown = pictures.find(({ id }) => id === chosen) ?? pictures[0]
  const mayEdit = editor.product.can.includes('edit')
  const target = search.language ?? editor.product.texts.find(({ language }) => language !== source)?.language ?? source

  const put = (id: string, at: number): void => {
    if (at < 0 || at >= order.length) return
    const rest = order.filter((other) => other !== id)
    setChosen(id)
    editor.setOrder([...rest.slice(0, at), id, ...rest.slice(at)])
    announce(t('products.picture.movedTo', { place: format.number(at + 1), of: format.number(order.length) }))
  }

  if (shown === undefined) return <Card title={t('products.pictures')}><p className='text-ink-soft'>{t('products.noPictures')}</p></Card>
  const at = order.indexOf(shown.id)
  return (
    <Card title={t('products.pictures')}>
      <ul className='grid grid-cols-4 gap-2'>
        {pictures.map((picture, index) => (
          <li
            key={picture.id} draggable={mayEdit} className={dragged === picture.id ? 'opacity-40' : ''}
            onDragStart={(event) => { setDragged(picture.id); event.dataTransfer.effectAllowed = 'move' }} onDragEnd={() => { setDragged(undefined) }}
            onDragOver={(event) => { if (dragged !== undefined) event.preventDefault() }}
            onDrop={(event) => { event.preventDefault(); if (dragged !== undefined) put(dragged, index) }}
          >
            <button
              type='button' aria-pressed={picture.id === shown.id} aria-label={t('products.picture.choose', { number: format.number(index + 1), alt: picture.alt })}
              className='block w-full rounded-lg border-2 border-transparent p-0.5 aria-pressed:border-ink' onClick={() => { setChosen(picture.id) }}
            >
              <img className='picture w-full' src={picture.url} srcSet={picture.srcset.webp} sizes='80px' alt='' width={80} height={100} draggable={false} loading='lazy' />
            </button>
          </li>
        ))}
      </ul>
      {mayEdit && pictures.length > 1 && <Mover at={at} of={order.length} onMove={(to) => { put(shown.id, to) }} />}
      <div className='mt-3 grid gap-3'>
        {[...new Set([source, target])].map((language) => <Alt key={shown.id + language} editor={editor} picture={shown} language={language} />)}
      </div>
    </Card>
  )
}

function Mover ({ at, of, onMove }: { at: number, of: number, onMove: (to: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className='mt-3 flex flex-wrap items-center justify-between gap-2'>
      <p className='hint'>{t('products.picture.place', { place: format.number(at + 1), of: format.number(of) })}</p>
      <div className='flex gap-2'>
        <button type='button' className='btn btn-icon' aria-label={t('products.picture.earlier')} disabled={at === 0} onClick={() => { onMove(at - 1) }}><Icon name='back' mirrored /></button>
        <button type='button' className='btn btn-icon' aria-label={t('products.picture.later')} disabled={at === of - 1} onClick={() => { onMove(at + 1) }}><Icon name='next' mirrored /></button>
      </div>
    </div>
  )
}

function Alt ({ editor, picture, language }: { editor: Editor, picture: Picture, language: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const held = picture.alts[language] ?? ''
  const value = editor.draft.alts[picture.id]?.[language] ?? held
  return (
    <Field label={`${t('products.picture.alt')} · ${format.languageName(language)}`} hint={value === '' ? t('products.missingField') : undefined}>
      {(control) => (
        <textarea
          {...control} className={`input ${value === held ? '' : 'input-changed'}`} rows={2} maxLength={300} lang={language} dir={directionOf(language)} name={`alt-${language}`}
          readOnly={!editor.product.can.includes('edit')} value={value} onChange={(event) => { editor.setAlt(picture.id, language, event.target.value) }}
        />
      )}
    </Field>
  )
}
