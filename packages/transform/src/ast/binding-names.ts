import type * as t from '@babel/types';

/**
 * Adds the names that a pattern, parameter or declaration binds to `names`.
 *
 * @returns `names`
 */
export function bindingNames(pattern: t.Node | null | undefined, names: Set<string>): Set<string> {
  if (!pattern) return names;
  switch (pattern.type) {
    case 'Identifier':
      names.add(pattern.name);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) bindingNames(element, names);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        bindingNames(property.type === 'RestElement' ? property : property.value, names);
      }
      break;
    case 'AssignmentPattern':
      bindingNames(pattern.left, names);
      break;
    case 'RestElement':
      bindingNames(pattern.argument, names);
      break;
    case 'TSParameterProperty':
      bindingNames(pattern.parameter, names);
      break;
    case 'VariableDeclaration':
      for (const { id } of pattern.declarations) bindingNames(id, names);
      break;
  }
  return names;
}
