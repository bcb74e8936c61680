const PREFIX = 'loan:'

/** Purpose of the consent that lets one lender look at the firm for one request; the lender is its receiver. */
export const loanPurpose = (requestId: string): string => `${PREFIX}${requestId}`

export const isLoanPurpose = (purpose: string): boolean => purpose.startsWith(PREFIX)
