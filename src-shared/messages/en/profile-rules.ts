// English words for what is wrong with a vendor profile, in both programs. `field`: where it stands, such as “server.url”;
// `expected`: JSON’s own word.
export const profileRules = {
  type: (field: string, expected: string) => `${field} is missing, or no ${expected}`,
  form: (field: string) => `${field} does not have the form that it must have`,
  reserved: (field: string) =>
    `${field} is the name of something that a system has already, or that a package of another name brings`,
  short: (field: string, least: string) => `${field} is less than ${least}, or shorter`,
  long: (field: string, most: string) => `${field} is more than ${most}, or longer`,
  choice: (field: string, choices: string) => `${field} is none of ${choices}`,
  unknown: (names: string) => `it has what a vendor profile does not have: ${names}`,
}
