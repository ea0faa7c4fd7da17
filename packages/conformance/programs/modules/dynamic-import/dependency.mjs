advance(3);

export const ready = true;
