// The tag of what runs; the load sets it.
export const current = { tag: undefined };

export default () => current.tag;
