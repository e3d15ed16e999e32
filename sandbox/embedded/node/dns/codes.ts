/** The names of what can go wrong with a query. */
export const dnsErrors = Object.fromEntries(
  (
    'NODATA FORMERR SERVFAIL NOTFOUND NOTIMP REFUSED BADQUERY BADNAME BADFAMILY BADRESP CONNREFUSED TIMEOUT EOF FILE ' +
    'NOMEM DESTRUCTION BADSTR BADFLAGS NONAME BADHINTS NOTINITIALIZED LOADIPHLPAPI ADDRGETNETWORKPARAMS CANCELLED'
  )
    .split(' ')
    .map((name) => [name, `E${name}`]),
) as Record<string, string>;
