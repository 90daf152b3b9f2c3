// How this very copy was installed, told by where it lies: so the internet is asked for the kind that can take its place.

import { dirname, join } from 'node:path';
import type { Form } from '#shared/log/release.ts';

export interface Place {
  readonly platform: string;
  /** of the app's own executable */
  readonly path: string;
  /** the AppImage that runs, which sets it itself */
  readonly appImage: string | undefined;
  readonly isThere: (path: string) => boolean;
}

export function installedAs({ platform, path, appImage, isThere }: Place): Form {
  if (platform === 'darwin') return 'dmg';
  if (platform === 'win32') return isThere(join(dirname(path), UNINSTALLER)) ? 'exe' : 'zip';
  if (appImage !== undefined) return 'AppImage';
  return path.startsWith('/opt/') ? 'deb' : 'tar.gz';
}

/** What electron-builder's installer for Windows leaves beside the app. */
const UNINSTALLER = 'Uninstall Chasqui.exe';
