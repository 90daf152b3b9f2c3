// React's development build draws its renders on the performance timeline and reads every property of changed
// props for it; react-aria's collections throw when theirs are read. Imported before React, this switches the
// timeline off. The product's build has no such code.

Object.assign(console, { timeStamp: undefined });
