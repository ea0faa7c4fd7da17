advance(3);
throw new Error('expected');
