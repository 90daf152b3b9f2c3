// The probe's sandboxed preload: one of each thing that crosses contextBridge.
const { contextBridge, ipcRenderer } = require('electron');

globalThis.secret = 'only here';
contextBridge.exposeInMainWorld('probe', {
  add: (a, b) => a + b,
  maker: () => (x) => x * 2,
  fail: () => {
    throw new RangeError('refused');
  },
  later: (value) => Promise.resolve(value),
  echo: (...args) => ipcRenderer.invoke('echo', ...args),
  sender: () => ipcRenderer.invoke('sender'),
  throws: () => ipcRenderer.invoke('throw'),
  missing: () => ipcRenderer.invoke('nobody'),
  ask: (value) => ipcRenderer.send('ask', value),
  onTold: (listener) => {
    const heard = (_event, value) => listener(value);
    ipcRenderer.on('told', heard);
    return () => ipcRenderer.off('told', heard);
  },
  nested: { deep: { value: 1 } },
  process: { platform: process.platform, keys: Object.keys(process.env) },
});
