/**
 * `node --import coroscope/test --test`: `coroscope/register` under the name that a command line with tests
 * is clearer with.
 */
import '@coroscope/node/register';
