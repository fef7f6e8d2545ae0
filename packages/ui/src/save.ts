/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Revoking at once cancels the download in older kernels.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
