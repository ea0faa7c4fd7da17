// The expression of a concise arrow is what it returns. conditional(false) exits at once, while the other
// call of it is alive.
const concise = async () => sleep(5);
const conditional = async (slow) => (slow ? sleep(3) : 1);

concise();
conditional(true);
conditional(false);
