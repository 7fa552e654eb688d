// What the language services are told: a block of a reply is a piece of a program, so what it leaves out is no mistake.

import { cssDefaults } from "monaco-editor/languages/features/css/register.js";
import { htmlDefaults } from "monaco-editor/languages/features/html/register.js";
import { jsonDefaults } from "monaco-editor/languages/features/json/register.js";
import {
  javascriptDefaults,
  typescriptDefaults,
} from "monaco-editor/languages/features/typescript/register.js";

/** TypeScript's codes for what only the rest of the program, or its packages, could tell. */
const leftOut = [
  ...[2304, 2503, 2552, 2693], // a name that is declared elsewhere
  ...[2305, 2306, 2307, 2792, 7016], // a module that is not here
  ...[2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593], // names of Node, of tests, of later libraries
  ...[2875, 2686, 7026], // the elements of JSX
];
/** Each block is a module of its own: two blocks may declare the same name, and `await` may stand at the top. */
const everyFileIsModule = 3;

export function instructServices(): void {
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setCompilerOptions({
      ...defaults.getCompilerOptions(),
      allowNonTsExtensions: true,
      allowJs: true,
      jsx: 1,
      module: 99,
      target: 99,
      moduleDetection: everyFileIsModule,
    });
    defaults.setDiagnosticsOptions({
      noSemanticValidation: defaults === javascriptDefaults,
      noSyntaxValidation: false,
      onlyVisible: true,
      diagnosticCodesToIgnore: leftOut,
    });
  }
  // Never asks for a schema: nothing leaves the machine because of what a text names.
  jsonDefaults.setDiagnosticsOptions({ validate: true, enableSchemaRequest: false, schemas: [] });
  jsonDefaults.setModeConfiguration({ ...jsonDefaults.modeConfiguration, tokens: false });
  cssDefaults.setOptions({ ...cssDefaults.options, validate: true });
  htmlDefaults.setOptions({ ...htmlDefaults.options, suggest: { html5: true } });
}
