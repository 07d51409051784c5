package program

// A Zone is the IANA name of a time zone, like "Europe/Lisbon". The empty one
// means that times are what the clock on the wall shows.
type Zone string
