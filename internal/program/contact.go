package program

// An Email is one plain address, like tom@example.org, without a display name.
// The empty one means that none was given.
type Email string

// An Address is where the output is published: an http or https address that
// ends in "/". The empty one means that none was given.
type Address string
