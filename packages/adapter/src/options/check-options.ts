import { checkOptions } from '@coroscope/transform/options';
import { optionsOf, type Adapter, type OptionsOf } from './option-table.js';

/**
 * @param owner the package that takes the options; the message begins with it
 * @throws Error for an option that the adapter does not take, or a value that it can't have
 */
export function checkAdapterOptions<Taker extends Adapter>(
  owner: string,
  options: object,
  adapter: Taker,
): asserts options is OptionsOf<Taker> {
  checkOptions(owner, options, optionsOf(adapter));
}
