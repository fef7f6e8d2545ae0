import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: '../../packages/ui/public',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Windows 7 and 8 end at Chrome 109, domestic browsers of that age run older kernels; antd's own CSS needs 88.
    target: ['chrome89', 'edge89', 'firefox91', 'safari15'],
    // Inlined assets are data: URLs, which a strict CSP refuses.
    assetsInlineLimit: 0,
  },
});
