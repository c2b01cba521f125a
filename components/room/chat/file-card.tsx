'use client';

import { Download, FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { SharedFile } from '#lib/room/shared-file.ts';

const largestPreviewBytes = 15_000_000;

/** A shared file: its name saves it; a picture is shown as well. */
export function FileCard({ file }: { file: SharedFile }) {
  const t = useTranslations('room.chat');
  return (
    <span className="flex flex-col gap-2">
      {file.isImage ? <Preview file={file} /> : null}
      <a
        href={file.address}
        download={file.name}
        target="_blank"
        rel="noopener noreferrer nofollow"
        aria-label={t('download', { name: file.name })}
        className="flex min-h-11 items-center gap-2.5 text-ink no-underline hover:underline"
      >
        <FileText aria-hidden className="size-5 shrink-0 text-accent-text" />
        <bdi className="min-w-0 flex-1 truncate">{file.name}</bdi>
        <Download aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </a>
    </span>
  );
}

/** Fetched rather than linked: the page shows pictures of its own origin only, and the server hands files out for saving. */
function Preview({ file }: { file: SharedFile }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let made: string | undefined;
    const show = async (): Promise<void> => {
      const blob = await fetchPicture(file.address, stop.signal);
      if (!blob || stop.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setAddress(made);
    };
    show().catch(() => undefined);
    return () => {
      stop.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [file.address]);
  if (address === null) return null;
  // oxlint-disable-next-line nextjs/no-img-element -- an address made here, which no server can prepare
  return <img src={address} alt={file.name} className="max-h-60 w-full rounded-md bg-black/20 object-contain" />;
}

async function fetchPicture(address: string, signal: AbortSignal): Promise<Blob | null> {
  const response = await fetch(address, { signal });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !/^image\/(?:png|jpeg|gif|webp)$/u.test(type) || Number(response.headers.get('content-length') ?? 0) > largestPreviewBytes) return null;
  return response.blob();
}
