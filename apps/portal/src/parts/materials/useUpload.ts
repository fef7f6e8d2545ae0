import { useEffect, useRef, useState } from 'react';
import { type FileFault, hintOf, judgeFile, type MediaType, turn } from './pictures.ts';

export type Upload =
  | { stage: 'idle' }
  | { stage: 'sending'; percent: number }
  | { stage: 'faulty'; fault: FileFault }
  | { stage: 'failed'; error: unknown };

/** One paper's way to the server: judged, shown, sent with progress, turned and sent again. */
export function useUpload<T>(options: {
  send: (file: Blob, onProgress: (percent: number) => void) => Promise<T>;
  onUploaded: (uploaded: T) => unknown;
}) {
  const [upload, setUpload] = useState<Upload>({ stage: 'idle' });
  const [picture, setPicture] = useState<{ file: Blob; mediaType: MediaType; url: string } | null>(null);
  const [hint, setHint] = useState<'blurry' | 'small' | undefined>();
  const latest = useRef(0);
  useEffect(() => {
    if (!picture) return;
    return () => {
      URL.revokeObjectURL(picture.url);
    };
  }, [picture]);

  const send = async (file: Blob, mediaType: MediaType) => {
    latest.current += 1;
    const mine = latest.current;
    const isLatest = () => latest.current === mine;
    const isPicture = mediaType !== 'application/pdf';
    setPicture(isPicture ? { file, mediaType, url: URL.createObjectURL(file) } : null);
    setHint(undefined);
    setUpload({ stage: 'sending', percent: 0 });
    if (isPicture)
      void hintOf(file).then(
        (found) => isLatest() && setHint(found),
        // What cannot be decoded here is judged by the server, which says why.
        () => undefined,
      );
    try {
      const uploaded = await options.send(file, (percent) => {
        if (isLatest()) setUpload({ stage: 'sending', percent });
      });
      if (isLatest()) setUpload({ stage: 'idle' });
      await options.onUploaded(uploaded);
    } catch (error) {
      if (isLatest()) setUpload({ stage: 'failed', error });
    }
  };
  const choose = async (file: Blob) => {
    const judged = await judgeFile(file);
    if ('fault' in judged) setUpload({ stage: 'faulty', fault: judged.fault });
    else await send(file, judged.mediaType);
  };
  const rotate = async () => {
    if (!picture) return;
    try {
      await send(await turn(picture.file, picture.mediaType), picture.mediaType);
    } catch (error) {
      setUpload({ stage: 'failed', error });
    }
  };
  const forget = () => {
    latest.current += 1;
    setPicture(null);
    setHint(undefined);
    setUpload({ stage: 'idle' });
  };
  return { upload, picture, hint, choose, rotate, forget };
}
