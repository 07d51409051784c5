package main

import "fmt"

// desk says where the desk is. The address is said in any case: without it nobody gets in.
func (v voice) desk(address string, wanted, got int) {
	if wanted != 0 && wanted != got {
		v.say("Port %d is taken; %d is the next free one.", wanted, got)
	}
	fmt.Fprintf(v.out, "The desk is at\n%s\n", address)
	v.say("The address works once, in one browser of this computer. Ctrl-C ends the desk.")
}

// deskLocked says that somebody else has read the address.
func (v voice) deskLocked(address string) {
	fmt.Fprintf(v.err, "pairbook: the address of the desk was used a second time, so nobody who has used it gets in any more.\n   If that was you, open this one:\n%s\n", address)
}
