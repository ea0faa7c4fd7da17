advance(2);
throw new Error('expected');
