// English words for what a command line cannot understand as options and arguments: of both programs.
export const parser = {
  unknownOption: (option: string) => `unknown option '${option}'`,
  unknownCommand: (command: string) => `unknown command '${command}'`,
  similar: (names: string) => `Did you mean ${names}?`,
  missingCommand: 'a command is missing',
  missingArgument: (argument: string) => `missing required argument '${argument}'`,
  missingOption: (option: string) => `required option '${option}' not specified`,
  optionWithoutValue: (option: string) => `option '${option}' argument missing`,
  notAChoice: (option: string, value: string, choices: string) =>
    `option '${option}' argument '${value}' is invalid. Allowed choices are ${choices}.`,
  noneOf: (argument: string, value: string, choices: string) =>
    `argument '${argument}' may not be '${value}'. Allowed choices are ${choices}.`,
  /** `why`: a sentence of the option’s own. */
  notTaken: (option: string, value: string, why: string) =>
    `option '${option}' argument '${value}' is invalid. ${why}`,
  conflict: (option: string, other: string) => `option '${option}' cannot be used with option '${other}'`,
  /** `command` is empty for the program itself. */
  tooMany: (command: string, most: string, given: string) =>
    `too many arguments${command === '' ? '' : ` for '${command}'`}. Expected ${most} argument${most === '1' ? '' : 's'} but got ${given}.`,
}

/** What stands in every help text, of both programs. */
export const helpTexts = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  globalOptions: 'Global Options:',
  commands: 'Commands:',
  help: 'display help for command',
  version: 'output the version number',
  choices: (choices: string) => `choices: ${choices}`,
  whenLeftOut: (value: string) => `default: ${value}`,
}
