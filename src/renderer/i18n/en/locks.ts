/** What an administrator has locked is offered as what it is: there, and not possible. */
export const locks = {
  reason: 'Locked by your administrator',
  export: 'Not allowed by your administrator',
}
