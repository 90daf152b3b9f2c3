// The one key that hides everything at once, also before the notebook is open.

export const QUICK_EXIT_KEY = 'F9';
