/** How long a time may be that is looked at: so that its weeks fit into one question. No schema code here: pages need it. */
export const MAX_ANALYTICS_DAYS = 800
