// One product to work on: words, prices, pictures, stock; nothing typed is lost on the way out.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LeaveGuard } from '../../components/LeaveGuard.tsx'
import { Bones } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { announce } from '../../lib/announce.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { ConflictDialog } from './Guards.tsx'
import { PicturesCard } from './PicturesCard.tsx'
import { PricesCard } from './PricesCard.tsx'
import { ProductActions } from './ProductActions.tsx'
import { CategoriesCard, SearchResultCard, StockCard } from './ProductSide.tsx'
import { TextsCard } from './TextsCard.tsx'
import { languageOptions, productOptions, type Product } from './queries.ts'
import { useEditor, type Editor } from './use-editor.ts'

export function ProductPage () {
  const { t } = useTranslation()
  const { productId } = useParams({ from: '/products/$productId' })
  const { data: product, error, refetch } = useQuery(productOptions(productId))
  if (product !== undefined) return <Desk key={product.id} latest={product} />
  return (
    <>
      <PageHead title={t('products.one')} back={{ to: '/products', label: t('nav.products') }} />
      {error === null
        ? <div className='grid gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]' aria-busy='true'><Bones className='min-h-[34rem]' /><Bones className='min-h-96' /></div>
        : <Problem error={error} onRetry={() => { void refetch() }} />}
    </>
  )
}

function Desk ({ latest }: { latest: Product }) {
  const { t } = useTranslation()
  const base = latest.variants[0]?.basePrice.currency ?? ''
  const editor = useEditor(latest, base)
  const { product } = editor
  const languages = useQuery(languageOptions()).data?.items
  const source = languages?.find(({ isDefault }) => isDefault)?.code ?? product.texts[0]?.language ?? ''
  const nameOf = useFieldNames(editor)
  const save = (): void => {
    if (editor.dirty) void editor.save().then((isSaved) => { if (isSaved) announce(t('products.saved')) })
  }
  useKeys({ 'mod+s': save })

  return (
    <>
      <PageHead
        sticky title={product.name} heading={<bdi>{product.name}</bdi>} back={{ to: '/products', label: t('nav.products') }} state={<Status kind='product' word={product.status} />}
      >
        <ProductActions editor={editor} onSave={save} />
      </PageHead>
      {editor.error !== undefined && <div className='mb-5'><Problem error={editor.error} nameOf={nameOf} /></div>}
      <div className='grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_21rem]'>
        <div className='grid min-w-0 gap-5'>
          <TextsCard editor={editor} source={source} languages={languages} />
          <PricesCard editor={editor} base={base} />
        </div>
        <div className='grid min-w-0 items-start gap-5 md:grid-cols-2 xl:grid-cols-1'>
          <PicturesCard editor={editor} source={source} />
          <StockCard product={product} />
          <SearchResultCard editor={editor} source={source} />
          <CategoriesCard product={product} />
        </div>
      </div>
      <LeaveGuard when={editor.dirty} />
      {editor.conflict !== undefined && <ConflictDialog editor={editor} conflict={editor.conflict} />}
    </>
  )
}

/** From a JSON pointer of the API to the words on the screen. */
function useFieldNames (editor: Editor): (path: string) => string | undefined {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  return (path) => {
    const [, language, field] = /^\/texts\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? []
    if (language !== undefined) {
      const known = field !== undefined && i18n.exists(`products.field.${field}`) ? t(`products.field.${field}` as 'products.field.name') : t('products.texts')
      return `${known} (${format.languageName(language)})`
    }
    if (path.startsWith('/pictures')) return t('products.pictures')
    const [variantId, currency] = editor.cellOf(path)?.split(':') ?? []
    const variant = editor.product.variants.find(({ id }) => id === variantId)
    return variant === undefined ? undefined : `${variant.sku} ${currency ?? ''}`
  }
}
