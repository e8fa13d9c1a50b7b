// The codes for the day the phone is gone: shown once, copied or saved, and only then put away.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../components/Copy.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { saveFile } from '../../lib/save-file.ts'

export function RecoveryCodes ({ codes, onClose }: { codes: string[], onClose: () => void }) {
  const { t } = useTranslation()
  const [isKept, setKept] = useState(false)
  const text = codes.join('\n')
  return (
    <Dialog title={t('security.codes.title')}>
      <p className='mb-4 text-ink-soft'>{t('security.codes.text')}</p>
      <ul dir='ltr' className='grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-lg border border-line bg-sunken p-4 font-mono max-sm:grid-cols-1'>
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
      <div className='mt-3 flex flex-wrap gap-2'>
        <CopyButton text={text} />
        <button type='button' className='btn' onClick={() => { saveFile(new Blob([`${text}\n`], { type: 'text/plain' }), 'tradewind-recovery-codes.txt') }}>{t('common.download')}</button>
      </div>
      <label className='mt-4 flex min-h-9 items-center gap-2.5'>
        <input type='checkbox' className='check' checked={isKept} onChange={(event) => { setKept(event.target.checked) }} />{t('security.codes.kept')}
      </label>
      <div className='mt-4 flex justify-end'><button type='button' className='btn btn-main' disabled={!isKept} onClick={onClose}>{t('common.done')}</button></div>
    </Dialog>
  )
}
