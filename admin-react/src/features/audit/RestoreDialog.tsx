// Writes back what was: asked once, and once more where somebody changed the same since.
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@tradewind/sdk'
import { Confirm } from '../../components/Confirm.tsx'
import { announce } from '../../lib/announce.ts'
import { restoreOptions, type Entry } from './queries.ts'

export function RestoreDialog ({ entry, onClose }: { entry: Entry, onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const restore = useMutation(restoreOptions(entry.id))
  const wasChanged = restore.error instanceof ApiError && restore.error.code === 'changed_since'
  const run = (): void => {
    restore.mutate(wasChanged, {
      onSuccess: (restored) => {
        onClose()
        announce(t('audit.restore.done'))
        void navigate({ to: '/audit/$entryId', params: { entryId: restored.entry.id } })
      }
    })
  }
  return (
    <Confirm
      title={wasChanged ? t('audit.restore.changedTitle') : t('audit.restore.title')} text={wasChanged ? t('audit.restore.changedText') : t('audit.restore.text')}
      verb={wasChanged ? t('audit.restore.force') : t('audit.restore.verb')} busy={restore.isPending} error={wasChanged ? undefined : restore.error ?? undefined}
      onClose={onClose} onConfirm={run}
    />
  )
}
