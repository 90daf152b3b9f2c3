export const Inbox = (): null => null;
